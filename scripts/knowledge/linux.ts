import { capabilities } from "../../server/src/engine/knowledge/linux/capabilities.ts";
import { ipcSysctls } from "../../server/src/engine/knowledge/linux/sysctls.ts";
import type { Check } from "./check.ts";

/** Compares Docker's default capabilities with moby's list. */
export const capabilitiesCheck: Check = {
  title: "Default capabilities",
  needs: ["moby/moby"],
  run([moby], notes) {
    const text = moby?.read("daemon/pkg/oci/caps/defaults.go") ?? "";
    const theirs = [...text.matchAll(/"CAP_(\w+)"/g)].map(([, name = ""]) => name).toSorted();
    const ours = capabilities.filter(({ isDefault }) => isDefault).map(({ name }) => name);
    const sorted = ours.toSorted();
    if (sorted.join() !== theirs.join()) notes.differs("capabilities", sorted.join(" "), theirs.join(" "));
    notes.compared(`${String(theirs.length)} capabilities`);
  },
};

/** Compares the kernel settings of the IPC namespace with those that runc accepts. */
export const sysctlsCheck: Check = {
  title: "Kernel settings",
  needs: ["opencontainers/runc"],
  run([runc], notes) {
    const text = runc?.read("libcontainer/configs/validate/validator.go") ?? "";
    const theirs = [...text.matchAll(/"(kernel\.\w+)":\s*true/g)].map(([, name = ""]) => name).toSorted();
    const ours = ipcSysctls.toSorted();
    if (ours.join() !== theirs.join()) notes.differs("sysctls", ours.join(" "), theirs.join(" "));
    notes.compared(`${String(theirs.length)} settings`);
  },
};
