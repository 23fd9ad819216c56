"use client";

import { Plus } from "lucide-react";
import { useCallback, useState } from "react";

import type { AlertChannel } from "#lib/contracts/alert-channels.ts";
import { ProblemError, describeField } from "../data/problem-error.ts";
import { Button } from "../ui/button.tsx";
import { TextField } from "../ui/field.tsx";
import { FormModal } from "../ui/form-modal.tsx";
import { RadioOption } from "../ui/radio-option.tsx";
import { CoverageChoice, coverageDisabledReason, type CoverageDraft } from "./coverage-choice.tsx";
import { useAddChannel } from "./use-channels.ts";

interface Draft extends CoverageDraft {
  readonly kind: AlertChannel["kind"];
  readonly name: string;
  readonly url: string;
  readonly address: string;
}

const blank: Draft = { kind: "chat", name: "", url: "", address: "", covers: "all", kinds: [] };

const kinds = {
  chat: { label: "Chat", message: "A channel of Slack, Google Chat, Mattermost or Rocket.Chat." },
  email: { label: "Email", message: "A mailbox or a mailing list." },
} as const;
const noMail = "No mail server is configured.";

export function AddChannel({ canSendMail }: { readonly canSendMail: boolean }) {
  const [open, setOpen] = useState(false);
  const [draft, setDraft] = useState(blank);
  const add = useAddChannel(
    useCallback(() => {
      setOpen(false);
      setDraft(blank);
    }, []),
  );
  const set = (change: Partial<Draft>) => setDraft((before) => ({ ...before, ...change }));
  const { kind, name, url, address, covers } = draft;
  const coverage = { covers, kinds: covers === "kinds" ? draft.kinds : [] };
  return (
    <>
      <Button
        variant="primary"
        icon={<Plus size={16} aria-hidden />}
        data-testid="add-channel"
        onClick={() => setOpen(true)}
      >
        Add a channel
      </Button>
      <FormModal
        open={open}
        onOpenChange={setOpen}
        title="Add a channel"
        submit={{
          label: "Add",
          busy: add.underWay ? "Checking…" : null,
          testId: "confirm-add-channel",
          disabledReason: coverageDisabledReason(draft),
        }}
        onSubmit={() =>
          void add.run(kind === "chat" ? { kind, name, url, ...coverage } : { kind, address, ...coverage })
        }
      >
        <fieldset className="flex flex-col gap-2">
          <legend className="mb-1.5 font-medium">Where to</legend>
          {(["chat", "email"] as const).map((each) => {
            const rejected = each === "email" && !canSendMail;
            return (
              <RadioOption
                key={each}
                name="kind"
                label={kinds[each].label}
                message={rejected ? noMail : kinds[each].message}
                checked={kind === each}
                disabled={rejected}
                onChoose={() => set({ kind: each })}
              />
            );
          })}
        </fieldset>
        {kind === "chat" ? (
          <>
            <TextField
              label="Name"
              name="name"
              required
              maxLength={80}
              autoComplete="off"
              placeholder="#bookkeeping"
              value={name}
              error={describeField(add.problem, "name")}
              onChange={(event) => set({ name: event.target.value })}
            />
            <TextField
              label="Incoming webhook"
              name="url"
              type="url"
              required
              maxLength={2048}
              autoComplete="off"
              placeholder="https://hooks.slack.com/services/…"
              hint="From the settings of your chat tool. Anyone who knows it can post there, so Tieout encrypts it and shows only its host."
              value={url}
              error={urlError(add.problem)}
              onChange={(event) => set({ url: event.target.value })}
            />
          </>
        ) : (
          <TextField
            label="Email"
            name="address"
            type="email"
            required
            maxLength={320}
            autoComplete="off"
            value={address}
            error={describeField(add.problem, "address")}
            onChange={(event) => set({ address: event.target.value })}
          />
        )}
        <CoverageChoice value={draft} onChange={set} />
      </FormModal>
    </>
  );
}

/** Where a webhook may lead is found out by looking it up, so no contract can say it. */
function urlError(problem: unknown): string | undefined {
  const rejected = problem instanceof ProblemError && problem.code === "request.invalid";
  return (
    describeField(problem, "url") ?? (rejected && problem.invalid.length === 0 ? problem.message : undefined)
  );
}
