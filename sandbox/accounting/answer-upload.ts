import { booksFaults } from "./books-faults.ts";
import { envelopeReply, faultMember, faultReply, type AccountingReply } from "./accounting-reply.ts";
import type { Call } from "./call.ts";
import { readMultipart, type Part } from "./read-multipart.ts";
import { readJsonObject, resultMember } from "./write-entity.ts";

/**
 * POST …/upload: pairs of file_metadata_NN (JSON, may be missing) and file_content_NN. Each pair succeeds or
 * fails by itself, and the reply is 200 either way.
 */
export function answerUpload(call: Call): AccountingReply {
  const { exchange, nowMs } = call;
  const parts = readMultipart(exchange.headers["content-type"] ?? "", exchange.body);
  const contents = parts.filter((part) => part.name.startsWith("file_content_"));
  if (contents.length === 0) return faultReply(booksFaults.badUpload(), nowMs);
  const answers = contents.map((content) => {
    const number = content.name.slice("file_content_".length);
    const metadata = parts.find((part) => part.name === `file_metadata_${number}`);
    return `{${uploadOne(content, metadata, call)}}`;
  });
  return envelopeReply(`"AttachableResponse":[${answers.join(",")}]`, nowMs);
}

function uploadOne(content: Part, metadata: Part | undefined, call: Call): string {
  const { company, attachments } = call;
  const read = metadata === undefined ? undefined : readJsonObject(metadata.bytes);
  if (read?.kind === "fault") return faultMember(read);
  const described = read?.value ?? {};
  const contentType =
    typeof described["ContentType"] === "string" ? described["ContentType"] : content.contentType;
  const result = company.write({
    entity: "Attachable",
    operation: "save",
    actor: "api",
    body: {
      ...described,
      FileName: described["FileName"] ?? content.fileName ?? "attachment",
      ContentType: contentType,
      Size: content.bytes.length,
    },
  });
  if (result.kind === "written")
    attachments.put(company.realmId, result.object.Id, content.bytes, contentType);
  return resultMember("Attachable", result, call);
}
