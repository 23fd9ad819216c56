"use client";

import { useCallback } from "react";
import { useSWRConfig } from "swr";
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

export function useAddChannel(onDone: () => void): Mutation<z.input<typeof channelToAdd>> {
  const { mutate } = useSWRConfig();
  return useMutation<z.input<typeof channelToAdd>>(
    useCallback(
      async (channel) => {
        await sendJson("POST", channelsAddress, channel, channelAdded);
        await mutate(channelsAddress);
        onDone();
        return "Added. Send a test message to see whether it arrives.";
      },
      [mutate, onDone],
    ),
    "The channel was not added",
  );
}

export function useChangeChannel(
  { id, name }: AlertChannel,
  onDone: () => void,
): Mutation<z.input<typeof channelChange>> {
  const { mutate } = useSWRConfig();
  return useMutation<z.input<typeof channelChange>>(
    useCallback(
      async (change) => {
        await sendJson("PATCH", `${channelsAddress}/${id}`, change, z.unknown());
        await mutate(channelsAddress);
        onDone();
        if (change.enabled === undefined) return "Saved.";
        return change.enabled ? `${name} is on.` : `${name} is off. Nothing is sent there.`;
      },
      [id, name, mutate, onDone],
    ),
    `${name} was not changed`,
  );
}

export function useRemoveChannel({ id, name }: AlertChannel): Mutation<undefined> {
  const { mutate } = useSWRConfig();
  return useMutation<undefined>(
    useCallback(async () => {
      await sendJson("DELETE", `${channelsAddress}/${id}`, {}, z.unknown());
      await mutate(channelsAddress);
      return `${name} is removed.`;
    }, [id, name, mutate]),
    `${name} was not removed`,
  );
}

/** A message that did not arrive is no failure of the asking: the channel says why. */
export function useTestChannel({ id, name }: AlertChannel): Mutation<undefined> {
  const { mutate } = useSWRConfig();
  const toast = useToast();
  return useMutation<undefined>(
    useCallback(async () => {
      const { outcome, error } = await sendJson("POST", `${channelsAddress}/${id}/test`, {}, channelTested);
      await mutate(channelsAddress);
      if (outcome === "sent") return `A test message was delivered to ${name}.`;
      toast.show({
        tone: "bad",
        title: `The test message did not reach ${name}`,
        ...(error === null ? {} : { detail: error }),
      });
      return null;
    }, [id, name, mutate, toast]),
    `The test message was not sent to ${name}`,
  );
}
