import type { AppRegistration } from "./oauth/app-registration.ts";
import { AttachmentStore } from "./accounting/attachment-store.ts";
import { EditsAtRead } from "./accounting/edits-at-read.ts";
import { RequestIdStore } from "./accounting/request-id-store.ts";
import { WriteLog } from "./accounting/write-log.ts";
import { SettableClock } from "./clock/settable-clock.ts";
import { CompanyRegistry } from "./company-registry.ts";
import type { OpenCompany } from "./company/company.ts";
import { InjectedFaults } from "./faults/injected-faults.ts";
import { Outage } from "./faults/outage.ts";
import { CompanyActivity } from "./activity/company-activity.ts";
import { GrantStore } from "./oauth/grant-store.ts";
import { PeopleSignedIn } from "./oauth/people-signed-in.ts";
import { seededRandom } from "./seeded-random.ts";
import { Switchboard } from "./switches/switchboard.ts";
import { WebhookOutbox } from "./webhooks/webhook-outbox.ts";
import { TrafficMeter } from "./traffic/traffic-meter.ts";

/** Everything that one running sandbox remembers. Handlers get it whole; each part guards its own rules. */
export class Sandbox {
  readonly clock = new SettableClock();
  readonly switches = new Switchboard();
  readonly traffic = new TrafficMeter();
  readonly faults = new InjectedFaults();
  readonly outage = new Outage();
  readonly attachments = new AttachmentStore();
  readonly requestIds = new RequestIdStore();
  readonly writes = new WriteLog();
  readonly editsAtRead = new EditsAtRead();
  readonly emails = new Map<string, number>();
  readonly signedIn = new PeopleSignedIn();
  readonly activity = new CompanyActivity(this.clock);
  readonly grants = new GrantStore(this.clock, this.switches);
  readonly app: AppRegistration;
  readonly registry: CompanyRegistry;
  readonly random: () => number;
  readonly webhooks: WebhookOutbox;

  constructor(app: AppRegistration, openCompany: OpenCompany, seed: number, webhookUrl: string | undefined) {
    this.app = app;
    // The switches that belong to the books are among those of the board, under the same names.
    this.registry = new CompanyRegistry(
      (spec, clock) => openCompany(spec, clock, () => this.switches.values),
      this.clock,
    );
    this.random = seededRandom(seed);
    this.webhooks = new WebhookOutbox(this, webhookUrl);
    this.registry.onEvent((event) => {
      this.writes.take(event);
      this.webhooks.take(event);
    });
  }

  readonly company = (realmId: string) => this.registry.get(realmId)?.company;
  readonly companies = () => this.registry.list().map((opened) => opened.company);
}
