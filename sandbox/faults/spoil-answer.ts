import type { Reply } from "../http/reply.ts";
import type { FaultRuleInput } from "./fault-rule.ts";
import { isObject, objectsIn, parseAnswer, type JsonObject } from "./json-objects.ts";
import { madeFault } from "./made-fault.ts";
import { oddRecord, oddStubs } from "./odd-records.ts";

/** Spoils a part of an answer that holds records, and leaves every other answer as it is. */
export function spoilAnswer(rule: FaultRuleInput, reply: Reply): Reply {
  const answer = parseAnswer(reply.body);
  if (!answer) return reply;
  if (rule.effect === "group") spoilGroups(rule, answer);
  else for (const group of groupsOf(answer)) spoilLists(rule, group);
  return { ...reply, body: JSON.stringify(answer) };
}

/** What holds lists of records: QueryResponse of a query, of each item of a batch, each group of CDC. */
function groupsOf(answer: JsonObject): JsonObject[] {
  const inner = answer["QueryResponse"];
  const ofQuery = isObject(inner) ? [inner] : [];
  const ofBatch = objectsIn(answer["BatchItemResponse"]).map((item) => item["QueryResponse"]);
  const ofChanges = objectsIn(answer["CDCResponse"]).flatMap((one) => objectsIn(one["QueryResponse"]));
  return [...ofQuery, ...ofBatch.filter(isObject), ...ofChanges];
}

function spoilGroups(rule: FaultRuleInput, answer: JsonObject): void {
  for (const response of objectsIn(answer["CDCResponse"])) {
    response["QueryResponse"] = spoiledList(rule, response["QueryResponse"], (group) => group);
  }
  const items = answer["BatchItemResponse"];
  if (Array.isArray(items)) {
    answer["BatchItemResponse"] = spoiledList(rule, items, (item) => item["QueryResponse"]);
  }
}

function spoiledList(rule: FaultRuleInput, list: unknown, groupIn: (member: JsonObject) => unknown): unknown {
  if (!Array.isArray(list)) return list;
  const members: readonly unknown[] = list;
  const isOf = (member: unknown): boolean => {
    if (rule.entity === undefined) return true;
    const group = isObject(member) ? groupIn(member) : undefined;
    return isObject(group) && rule.entity in group;
  };
  const chosen = members.flatMap((member, place) => (isOf(member) ? [place] : []));
  const struck = new Set(chosenOf(rule, chosen));
  return members.flatMap((member, place) => (struck.has(place) ? spoiledGroup(rule, member) : [member]));
}

function chosenOf({ place = "last", entity }: FaultRuleInput, places: readonly number[]): readonly number[] {
  if (place === "all" || entity !== undefined) return places;
  if (place === "two") return [...places.slice(0, 1), ...places.slice(-1)];
  return place === "first" ? places.slice(0, 1) : places.slice(-1);
}

function spoiledGroup(rule: FaultRuleInput, member: unknown): readonly unknown[] {
  const bId = isObject(member) && "bId" in member ? { bId: member["bId"] } : {};
  switch (rule.group ?? "fault") {
    case "missing":
      return [];
    case "text":
      return ["QueryResponse"];
    case "empty":
      return [bId];
    case "cut":
      return [cutShort(member)];
    case "fault":
      return [{ ...bId, ...madeFault(rule) }];
  }
}

/** The group says that it has one record more than it holds. */
function cutShort(member: unknown): unknown {
  if (!isObject(member)) return member;
  const group = isObject(member["QueryResponse"]) ? member["QueryResponse"] : member;
  for (const list of Object.values(group)) if (Array.isArray(list)) list.pop();
  return member;
}

function spoilLists(rule: FaultRuleInput, group: JsonObject): void {
  const { odd = "no-id" } = rule;
  for (const [name, list] of Object.entries(group)) {
    if (!Array.isArray(list) || list.length === 0) continue;
    if (rule.entity !== undefined && rule.entity !== name) continue;
    const records: readonly unknown[] = list;
    group[name] =
      rule.effect === "odd-stub" ? oddStubs(odd, records) : [oddRecord(odd, records[0]), ...records.slice(1)];
  }
}
