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
    lead: "They are signed out of this firm at once and cannot sign in to it until enabled again. Their activity stays on record.",
    does: "Disable",
    send: { disabled: true },
  },
  remove: {
    title: (name) => `Remove ${name} from your firm?`,
    lead: "They are signed out of this firm at once. To return, they must be invited and accept again. They keep their account, and their activity stays on record.",
    does: "Remove",
    send: null,
  },
  withdraw: {
    title: (name) => `Withdraw the invitation for ${name}?`,
    lead: "The link that was sent to them stops working.",
    does: "Withdraw",
    send: null,
  },
  newPassword: {
    title: (name) => `A new password for ${name}?`,
    lead: "For a forgotten password: we email a link to them only. The current password works until they choose a new one.",
    does: "Send the link",
    send: { resetPassword: true },
  },
  inviteAgain: {
    title: (name) => `Send ${name} the invitation again?`,
    lead: "For a link that was lost or has expired. The previous link stops working.",
    does: "Send it again",
    send: { resetPassword: true },
  },
} as const satisfies Record<string, PersonMutation>;
