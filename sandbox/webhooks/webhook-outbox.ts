import type { SettableClock } from "../clock/settable-clock.ts";
import type { CompanyEvent } from "../company/company.ts";
import type { AppRegistration } from "../oauth/app-registration.ts";
import type { GrantStore } from "../oauth/grant-store.ts";
import type { Switchboard } from "../switches/switchboard.ts";
import { postWebhook, type Attempt } from "./post-webhook.ts";
import { afterFailure } from "./retry-plan.ts";
import { webhookBody } from "./webhook-body.ts";
import { webhookEventsOf, type WebhookEvent } from "./webhook-event.ts";

type DeliveryState = "waiting" | "retrying" | "acknowledged" | "dropped";

interface Delivery {
  readonly id: string;
  readonly events: readonly WebhookEvent[];
  readonly body: string;
  readonly attempts: Attempt[];
  state: DeliveryState;
}

/** Deliveries that have ended are forgotten beyond this many, oldest first. */
const mostKept = 2000;
/** A delivery that waits to be overtaken goes out by itself after this. */
const overtakenWithinMs = 1000;

interface OutboxContext {
  readonly clock: SettableClock;
  readonly switches: Switchboard;
  readonly grants: GrantStore;
  readonly app: AppRegistration;
  readonly random: () => number;
}

/**
 * Gathers changes, posts them to the app's one endpoint in order, and keeps what happened. Under the plan of
 * 2025 everything waits behind the first request that is not acknowledged; under the older one it does not.
 */
export class WebhookOutbox {
  readonly #context: OutboxContext;
  #url: string | undefined;
  #gathered: WebhookEvent[] = [];
  #queue: Delivery[] = [];
  #held: Delivery | undefined;
  #deliveries: Delivery[] = [];
  #made = 0;
  #isPosting = false;
  #isBlocked = false;
  #isBlacklisted = false;

  constructor(context: OutboxContext, url: string | undefined) {
    this.#context = context;
    this.#url = url;
  }

  /** A new address starts with a clean record; events of the time without one are lost, as at Intuit. */
  setUrl(url: string | undefined): void {
    this.#url = url;
    this.#isBlacklisted = false;
    this.#isBlocked = false;
    this.#pump();
  }

  /** Takes a change of a company; only companies with a live connection notify. */
  take(event: CompanyEvent): void {
    const { switches, grants } = this.#context;
    const { values } = switches;
    if (this.#url === undefined || this.#isBlacklisted) return;
    if (!values.webhookGrantless && grants.live(event.realmId).length === 0) return;
    this.gather(webhookEventsOf(event, values));
  }

  gather(events: readonly WebhookEvent[]): void {
    if (events.length === 0) return;
    const isFirst = this.#gathered.length === 0;
    this.#gathered.push(...events);
    if (isFirst)
      this.#context.clock.after(this.#context.switches.values.webhookAggregationMs, () => this.#flush());
  }

  /** Sends a delivery's events again, with the same event ids. undefined when it is not known. */
  resend(id: string): string | undefined {
    const old = this.#deliveries.find((delivery) => delivery.id === id);
    if (old === undefined) return undefined;
    const again = this.#deliver(old.events);
    this.#queue.push(again);
    this.#pump();
    return again.id;
  }

  report(): object {
    return {
      url: this.#url ?? null,
      blocked: this.#isBlocked,
      blacklisted: this.#isBlacklisted,
      gathering: this.#gathered.length,
      queued: this.#queue.length + (this.#held ? 1 : 0),
      deliveries: this.#deliveries.map(({ id, events, attempts, state }) => ({
        id,
        state,
        attempts,
        events,
      })),
    };
  }

  #flush(): void {
    const { webhookEventsPerRequest, webhookDuplicates, webhookReordering } = this.#context.switches.values;
    const { random, clock } = this.#context;
    const events = this.#gathered;
    this.#gathered = [];
    for (let from = 0; from < events.length; from += webhookEventsPerRequest) {
      const share = events.slice(from, from + webhookEventsPerRequest);
      const isReordered = random() < webhookReordering;
      const delivery = this.#deliver(isReordered ? shuffled(share, random) : share);
      if (isReordered && this.#held === undefined) {
        this.#held = delivery;
        clock.after(overtakenWithinMs, () => this.#release());
        continue;
      }
      this.#queue.push(delivery);
      if (random() < webhookDuplicates) this.#queue.push(this.#deliver(share));
      this.#release();
    }
    this.#pump();
  }

  #release(): void {
    if (this.#held === undefined) return;
    this.#queue.push(this.#held);
    this.#held = undefined;
    this.#pump();
  }

  #deliver(events: readonly WebhookEvent[]): Delivery {
    const { app, switches } = this.#context;
    this.#made += 1;
    const body = webhookBody(events, app.clientId, switches.values);
    const delivery: Delivery = { id: String(this.#made), events, body, attempts: [], state: "waiting" };
    this.#deliveries.push(delivery);
    if (this.#deliveries.length > mostKept) {
      const isEnded = ({ state }: Delivery) => state === "acknowledged" || state === "dropped";
      const oldest = this.#deliveries.findIndex(isEnded);
      if (oldest !== -1) this.#deliveries.splice(oldest, 1);
    }
    return delivery;
  }

  #pump(): void {
    if (this.#isPosting) return;
    this.#isPosting = true;
    void this.#postAll().finally(() => {
      this.#isPosting = false;
      if (this.#isReady()) this.#pump();
    });
  }

  #isReady(): boolean {
    return this.#queue.length > 0 && !this.#isBlocked && this.#url !== undefined && !this.#isBlacklisted;
  }

  async #postAll(): Promise<void> {
    while (this.#isReady()) {
      const delivery = this.#queue[0];
      if (delivery === undefined || this.#url === undefined) return;
      await this.#post(delivery, this.#url);
    }
  }

  async #post(delivery: Delivery, url: string): Promise<void> {
    const { clock, switches, app } = this.#context;
    const { webhookContentType, webhookTimeoutMs, webhookRetries } = switches.values;
    const attempt = await postWebhook({
      url,
      body: delivery.body,
      contentType: webhookContentType,
      verifierToken: app.verifierToken,
      timeoutMs: webhookTimeoutMs,
      nowMs: clock.now(),
    });
    delivery.attempts.push(attempt);
    const decision =
      attempt.status === 200
        ? undefined
        : afterFailure(webhookRetries, delivery.attempts.length, attempt.status);
    if (decision?.kind === "again" && webhookRetries === "2025") {
      delivery.state = "retrying";
      this.#isBlocked = true;
      clock.after(decision.waitMs, () => {
        this.#isBlocked = false;
        this.#pump();
      });
      return;
    }
    this.#queue = this.#queue.filter((other) => other !== delivery);
    if (decision === undefined) delivery.state = "acknowledged";
    else if (decision.kind === "drop") {
      delivery.state = "dropped";
      if (decision.blacklists) this.#isBlacklisted = true;
    } else {
      delivery.state = "retrying";
      clock.after(decision.waitMs, () => {
        this.#queue.unshift(delivery);
        this.#pump();
      });
    }
  }
}

function shuffled(events: readonly WebhookEvent[], random: () => number): readonly WebhookEvent[] {
  const placed = events.map((event) => ({ event, place: random() }));
  return placed.sort((left, right) => left.place - right.place).map(({ event }) => event);
}
