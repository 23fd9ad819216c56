"use client";

import { z } from "zod";

import {
  alertChannels,
  channelAdded,
  channelTested,
  type AlertChannel,
  type AlertChannels,
  type channelChange,
  type channelToAdd,
} from "#lib/contracts/alert-channels.ts";
import { sendJson } from "../data/fetch-json.ts";
import { useContract } from "../data/use-contract.ts";
import { useMutation, type Mutation } from "../data/use-mutation.ts";
import { useToast } from "../ui/toast.tsx";

const channelsAddress = "/api/alert-channels";

export function useChannels(initial: AlertChannels) {
  return useContract(channelsAddress, alertChannels, { fallbackData: initial, refreshInterval: 30_000 });
}

function isChannels(url: string): boolean {
  return url === channelsAddress;
}

export function useAddChannel(onDone: () => void): Mutation<z.input<typeof channelToAdd>> {
  return useMutation<z.input<typeof channelToAdd>>({
    send: async (channel) => {
      await sendJson("POST", channelsAddress, channel, channelAdded);
      return "Added. Send a test message to see whether it arrives.";
    },
    failed: "The channel was not added",
    changes: isChannels,
    onDone,
  });
}

export function useChangeChannel(
  { id, name }: AlertChannel,
  onDone: () => void,
): Mutation<z.input<typeof channelChange>> {
  return useMutation<z.input<typeof channelChange>>({
    send: async (change) => {
      await sendJson("PATCH", `${channelsAddress}/${id}`, change, z.unknown());
      if (change.enabled === undefined) return "Saved.";
      return change.enabled ? `${name} is on.` : `${name} is off. Nothing is sent there.`;
    },
    failed: `${name} was not changed`,
    changes: isChannels,
    onDone,
  });
}

export function useRemoveChannel({ id, name }: AlertChannel): Mutation<undefined> {
  return useMutation({
    send: async () => {
      await sendJson("DELETE", `${channelsAddress}/${id}`, {}, z.unknown());
      return `${name} is removed.`;
    },
    failed: `${name} was not removed`,
    changes: isChannels,
  });
}

/** A message that did not arrive is no failure of the asking: the channel says why. */
export function useTestChannel({ id, name }: AlertChannel): Mutation<undefined> {
  const toast = useToast();
  return useMutation({
    send: async () => {
      const { outcome, error } = await sendJson("POST", `${channelsAddress}/${id}/test`, {}, channelTested);
      if (outcome === "sent") return `A test message was delivered to ${name}.`;
      toast.show({
        tone: "bad",
        title: `The test message did not reach ${name}`,
        ...(error === null ? {} : { detail: error }),
      });
      return null;
    },
    failed: `The test message was not sent to ${name}`,
    changes: isChannels,
  });
}
