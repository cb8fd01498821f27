import { service, testsOf, withEngine } from "./nearMisses.ts";

const { ignores, reportsAs } = testsOf("oom-protection-disabled");
const score = (...lines: readonly string[]) => service("corp/app:1", "oom_score_adj: -950", ...lines);

describe("oom-protection-disabled on near misses", () => {
  ignores("a score that a rootless engine may not lower", withEngine("rootless", score()));
  ignores("a limit that a variable gives", score("mem_limit: ${LIMIT}"));
  reportsAs("a score in Docker Desktop, whose other containers it outlives", withEngine("desktop", score()), "warning");
});
