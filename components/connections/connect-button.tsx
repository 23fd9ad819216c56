"use client";

import { Link2 } from "lucide-react";

import { connectAnswer } from "#lib/contracts/quickbooks-connection.ts";
import { sendJson } from "../data/fetch-json.ts";
import { useMutation } from "../data/use-mutation.ts";
import { staff } from "#lib/core/role.ts";
import { useViewer } from "../shell/viewer-context.tsx";
import { Button, type ButtonProps } from "../ui/button.tsx";

export interface ConnectButtonProps {
  /** Left out: a new company is made from what comes back. */
  readonly companyId?: string;
  readonly label?: string;
  readonly variant?: ButtonProps["variant"];
  readonly size?: ButtonProps["size"];
  readonly testId?: string;
}

/** Leads to Intuit's consent page and, by way of the callback, back to the integrations page. */
export function ConnectButton({
  companyId,
  label = "Connect QuickBooks",
  variant = "primary",
  size = "normal",
  testId = "connect-quickbooks",
}: ConnectButtonProps) {
  const { role } = useViewer();
  const connect = useMutation({
    send: async () => {
      const body = companyId === undefined ? {} : { companyId };
      const { authorizationUrl } = await sendJson("POST", "/api/quickbooks/connect", body, connectAnswer);
      window.location.assign(authorizationUrl);
      // The page is about to be left: a toast would only flash.
      return null;
    },
    failed: "QuickBooks could not be opened",
  });
  return (
    <Button
      variant={variant}
      size={size}
      icon={<Link2 size={16} aria-hidden />}
      data-testid={testId}
      disabledReason={
        staff.some((each) => each === role)
          ? null
          : "Viewers cannot connect companies. Ask an accountant or admin of your firm."
      }
      busy={connect.underWay ? "Opening QuickBooks…" : null}
      onClick={() => void connect.run(undefined)}
    >
      {label}
    </Button>
  );
}
