import { readDockerfile } from "../../server/src/engine/formats/dockerfile/index.ts";
import { programName } from "../../server/src/engine/model/command.ts";
import { valueOf } from "../../server/src/engine/model/fact.ts";
import type { Stage } from "../../server/src/engine/model/stage.ts";
import { createSourceText } from "../../server/src/engine/model/text/sourceText.ts";

/** What the last stage of a Dockerfile adds to the image that it builds on. Undefined: not set, or not readable. */
export interface BuiltFacts {
  /** The image that the stage and those below it begin with. */
  readonly from: string | undefined;
  readonly user: string | undefined;
  readonly workdir: string | undefined;
  readonly stopSignal: string | undefined;
  readonly hasHealthcheck: boolean;
  readonly volumes: readonly string[];
  readonly ports: readonly number[];
  /** The program of the entrypoint. */
  readonly entrypoint: string | undefined;
  /** Package managers that its commands run. */
  readonly managers: readonly string[];
  /** Alpine's packages for good, not those that a later command removes. */
  readonly apkPackages: readonly string[];
  readonly variables: readonly string[];
}

const managerOf: Readonly<Record<string, string>> = {
  "apt-get": "apt",
  apt: "apt",
  apk: "apk",
  dnf: "dnf",
  yum: "yum",
  microdnf: "microdnf",
  tdnf: "tdnf",
  zypper: "zypper",
  pacman: "pacman",
};

/** Reads a Dockerfile with the engine's own reader. */
export function builtFacts(text: string): BuiltFacts | undefined {
  const final = readDockerfile(createSourceText("file:///Dockerfile", text)).stages.at(-1);
  if (!final) return undefined;
  const line = lineOf(final);
  const last = <T>(pick: (stage: Stage) => T | undefined): T | undefined =>
    line.map(pick).find((value) => value !== undefined);
  const commands = line.flatMap((stage) => stage.commands);
  return {
    from: valueOf((line.at(-1) ?? final).image),
    user: last(({ user }) => valueOf(user)),
    workdir: last(({ workdir }) => valueOf(workdir)),
    stopSignal: last(({ stopSignal }) => valueOf(stopSignal)),
    hasHealthcheck: line.some(({ healthcheck }) => healthcheck.state !== "unset" && valueOf(healthcheck) !== "none"),
    volumes: line.flatMap(({ volumes }) => volumes.flatMap((one) => (one.state === "known" ? one.value : []))),
    ports: line.flatMap(({ exposes }) =>
      exposes.flatMap((one) => (one.state === "known" ? [Number(one.value.split("/")[0])] : [])),
    ),
    entrypoint: last(({ entrypoint }) => valueOf(entrypoint)?.commands[0]?.words[0]?.value),
    managers: [...new Set(commands.flatMap((command) => managerOf[programName(command) ?? ""] ?? []))],
    apkPackages: commands
      .filter((command) => programName(command) === "apk")
      .map(({ words }) => words.map(({ value = "" }) => value))
      .filter((words) => words.includes("add") && !words.some((word) => /^(?:--virtual|-t)/.test(word)))
      .flatMap((words) => words.slice(words.indexOf("add") + 1)),
    variables: line.flatMap(({ env }) => [...env.keys()]),
  };
}

/** The stage and those below it, the nearest first. */
function lineOf(stage: Stage): readonly Stage[] {
  return stage.parent ? [stage, ...lineOf(stage.parent)] : [stage];
}
