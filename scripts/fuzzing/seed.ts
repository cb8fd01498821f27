import fc from "fast-check";

// Loaded by mocha before the suites: a failure prints its seed anyway, and this gives one back.
const seed = process.env["BULKHEAD_FUZZ_SEED"];
if (seed !== undefined) fc.configureGlobal({ seed: Number(seed) });
