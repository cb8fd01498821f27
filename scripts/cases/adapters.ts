import { buildkit } from "./buildkit.ts";
import type { Adapter } from "./case.ts";
import { company } from "./company.ts";
import { hadolint } from "./hadolint.ts";
import { reports } from "./reports.ts";
import { vagrant } from "./vagrant.ts";

export const adapters: readonly Adapter[] = [reports, company, hadolint, buildkit, vagrant];
