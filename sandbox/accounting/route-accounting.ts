import { answerBatch } from "./answer-batch.ts";
import { answerCdc } from "./answer-cdc.ts";
import { answerQuery } from "./answer-query.ts";
import { answerReport } from "./answer-report.ts";
import { answerUpload } from "./answer-upload.ts";
import { booksFaults } from "./books-faults.ts";
import { faultReply } from "./accounting-reply.ts";
import type { Answer, Call } from "./call.ts";
import { downloadAddress } from "./add-metadata.ts";
import { entityOfPath, factsOf } from "./entity-protocol.ts";
import { readEntity } from "./read-entity.ts";
import { readExchangeRate } from "./read-exchange-rate.ts";
import { renderPdf } from "./render-pdf.ts";
import { sendDocument } from "./send-document.ts";
import { writeEntity } from "./write-entity.ts";

/** Addresses that are no entity, by method and first step. */
const services: Readonly<Record<string, ((call: Call, steps: readonly string[]) => Answer) | undefined>> = {
  "GET query": (call, steps) => (steps.length === 1 ? answerQuery(call) : noSuchResource(call)),
  "POST query": (call, steps) => (steps.length === 1 ? answerQuery(call) : noSuchResource(call)),
  "GET cdc": answerCdc,
  "POST batch": answerBatch,
  "POST upload": answerUpload,
  "GET reports": (call, [, name]) => (name === undefined ? noSuchResource(call) : answerReport(name, call)),
  "GET download": (call, [, id]) => (id === undefined ? noSuchResource(call) : download(id, call)),
  "GET exchangerate": readExchangeRate,
  "GET preferences": (call) => readEntity("Preferences", "1", call),
  // The address carries the company's own id; the object's Id is always 1.
  "GET companyinfo": (call) => readEntity("CompanyInfo", "1", call),
  "GET entitlements": (call) => readEntity("Entitlements", "1", call),
  "POST taxservice": (call) => writeEntity("TaxService", call),
};

/** Sends an authorised call to its handler by what follows /v3/company/{realmId}/. */
export function routeAccounting(steps: readonly string[], call: Call): Answer {
  const { method } = call.exchange;
  if (call.exchange.parametersAreMalformed) return faultReply(booksFaults.badUtf8(), call.nowMs);
  const [first = "", id, action, ...rest] = steps;
  const service = services[`${method} ${first.toLowerCase()}`];
  if (service) return service(call, steps);
  const entity = entityOfPath(first);
  if (entity === undefined || rest.length > 0) return noSuchResource(call);
  if (method === "POST" && id === undefined) return writeEntity(entity, call);
  if (method === "GET" && id !== undefined && action === undefined) return readEntity(entity, id, call);
  if (id !== undefined && factsOf(entity).prints === true) {
    if (method === "GET" && action === "pdf") return printDocument(entity, id, call);
    if (method === "POST" && action === "send") return sendDocument(entity, id, call);
  }
  return noSuchResource(call);
}

function noSuchResource({ exchange, nowMs }: Call): Answer {
  return faultReply(booksFaults.noSuchResource(exchange.path, exchange.origin), nowMs);
}

function download(id: string, { company, exchange, nowMs }: Call): Answer {
  const row = company.read("Attachable", id);
  if (row?.["FileName"] === undefined) return faultReply(booksFaults.notFound(), nowMs);
  const address = downloadAddress(exchange.origin, company.realmId, id, nowMs);
  return { status: 200, contentType: "text/plain;charset=utf-8", body: address };
}

function printDocument(entity: string, id: string, { company, nowMs }: Call): Answer {
  const row = company.read(entity, id);
  if (row === undefined) return faultReply(booksFaults.notFound(), nowMs);
  return { status: 200, contentType: "application/pdf", body: renderPdf(entity, row, company.name) };
}
