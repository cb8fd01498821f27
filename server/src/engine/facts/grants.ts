import type { Grant } from "../knowledge/kernelNeeds.ts";
import { knownItems } from "../model/fact.ts";
import type { Service } from "../model/service.ts";
import { capabilityName } from "./openings.ts";

/** Returns what of a grant the service lacks, or undefined if a list of the service cannot be read. */
export function missingOf(service: Service, grant: Grant): Grant | undefined {
  const { capAdd, devices, deviceCgroupRules, securityOpt, sysctls } = service;
  if ([capAdd, devices, deviceCgroupRules, securityOpt].some(({ state }) => state === "unreadable")) return undefined;
  const capabilities = new Set(knownItems(capAdd).map(({ value }) => capabilityName(value)));
  const paths = new Set(knownItems(devices).map(({ value }) => value.host));
  const rules = new Set(knownItems(deviceCgroupRules).map(({ value }) => value));
  const options = new Set(knownItems(securityOpt).map(({ value }) => value.replace(":", "=")));
  const settings = new Set([...sysctls.keys()].map((key) => key.replaceAll("/", ".")));
  return {
    ...grant,
    capabilities: capabilities.has("ALL") ? [] : grant.capabilities.filter((name) => !capabilities.has(name)),
    devices: grant.devices.filter((device) => !paths.has(device.slice(0, device.indexOf(":")))),
    deviceCgroupRules: grant.deviceCgroupRules.filter((rule) => !rules.has(rule)),
    securityOptions: grant.securityOptions.filter((option) => !options.has(option)),
    sysctls: Object.fromEntries(Object.entries(grant.sysctls).filter(([key]) => !settings.has(key))),
  };
}

/** True if `net.*` settings of the service would be refused: its network namespace is another's, or cannot be read. */
export function sharesNetwork({ networkMode }: Service): boolean {
  if (networkMode.state !== "known") return networkMode.state === "unreadable";
  return /^(?:host$|service:|container:)/.test(networkMode.value);
}
