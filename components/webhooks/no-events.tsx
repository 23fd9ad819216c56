import { Webhook } from "lucide-react";

import type { EmptyStateProps } from "../ui/empty-state.tsx";

export function noEvents(endpoint: string): EmptyStateProps {
  return {
    icon: <Webhook size={20} />,
    title: "No webhook events yet",
    children: (
      <>
        Enter this address as the webhook endpoint of your app in Intuit’s developer portal, and changes are
        imported within seconds. Until then, scheduled syncs import them.
        <code className="mt-3 block rounded-md bg-sunken px-3 py-2 text-[0.86rem] break-all text-ink">
          {endpoint}
        </code>
      </>
    ),
  };
}
