export { composeOverrideNames } from "./project/names.ts";
export { readCompose, type ComposeOptions } from "./read.ts";
