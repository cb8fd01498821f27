export { composeFileNames, composeOverrideNames } from "./names.ts";
export { readCompose, type ComposeOptions } from "./read.ts";
