import type { PersonChange } from "./use-change-person.ts";

interface PersonMutation {
  readonly title: (name: string) => string;
  readonly lead: string;
  /** On the button. */
  readonly does: string;
  /** Null: the person is removed. */
  readonly send: PersonChange | null;
}

/** What is asked once more before it is done to somebody. */
export const mutations = {
  disable: {
    title: (name) => `Disable ${name}?`,
    lead: "Signed out of this firm at once, and unable to come back to it until enabled again. What they did stays on record.",
    does: "Disable",
    send: { disabled: true },
  },
  remove: {
    title: (name) => `Remove ${name} from your firm?`,
    lead: "Signed out of this firm at once. To come back they must be invited, and accept, again. Their account stays theirs, and what they did stays on record.",
    does: "Remove",
    send: null,
  },
  withdraw: {
    title: (name) => `Withdraw the invitation of ${name}?`,
    lead: "The link that was sent to them stops working.",
    does: "Withdraw",
    send: null,
  },
  newPassword: {
    title: (name) => `A new password for ${name}?`,
    lead: "For a password that was forgotten: we mail them a link, and nobody else. The present password works until they have chosen another.",
    does: "Send the link",
    send: { resetPassword: true },
  },
  inviteAgain: {
    title: (name) => `Send ${name} the invitation again?`,
    lead: "For a link that was lost or is over. The one that you sent before stops working.",
    does: "Send it again",
    send: { resetPassword: true },
  },
} as const satisfies Record<string, PersonMutation>;
