// Time that passes, and a server that ends.
import fc from "fast-check";
import { minute } from "../config.js";
import { action } from "./action.js";

const wait = action(
  "wait",
  2,
  fc.record({ minutes: fc.constantFrom(1, 1, 1, 16, 61, 25 * 60) }),
  async (world, { minutes }) => {
    world.wait(minutes * minute);
    return Promise.resolve();
  },
);

const restart = action("restart", 1, fc.constant({}), (world) => world.server.restart());
const crash = action("crash", 1, fc.constant({}), (world) => world.server.crash());

export const timeActions = [wait, restart, crash];
