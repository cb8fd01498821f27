/** What a program needs of the kernel or the host. */
export interface HostOperation {
  /** On the arguments, joined by one blank: with these the program changes something. */
  readonly when: RegExp;
  /** Completes the sentence `mount needs …`. */
  readonly needs: string;
}

const admin: HostOperation = { when: /\S/, needs: "SYS_ADMIN" };
const network: HostOperation = { when: /\S/, needs: "NET_ADMIN" };

/**
 * Programs that fail without capabilities or devices that a build does not have.
 * https://man7.org/linux/man-pages/man7/capabilities.7.html
 */
export const hostOperations: ReadonlyMap<string, HostOperation> = new Map<string, HostOperation>([
  // Alone it lists what is mounted.
  ["mount", { when: /^(?!-l$|-t \S+$|-l -t \S+$)\S/, needs: "SYS_ADMIN" }],
  ["umount", admin],
  ["swapon", { when: /^(?!-s$|--s(?:ummary|how))\S/, needs: "SYS_ADMIN" }],
  ["swapoff", admin],
  ["losetup", { when: /^(?!-a$|-l$|--list|--all|-j )\S/, needs: "the host's loop devices" }],
  ["iptables", network],
  ["ip6tables", network],
  ["iptables-restore", { when: /^(?!.*(?:-t|--test)(?: |$))/, needs: "NET_ADMIN" }],
  ["nft", { when: /^(?!-[cv]|--c)\S/, needs: "NET_ADMIN" }],
  ["ufw", { when: /^(?:--force )?enable/, needs: "NET_ADMIN" }],
  // https://man7.org/linux/man-pages/man8/ip.8.html
  [
    "ip",
    {
      when: /^(?:-\S+ )*(?:l(?:ink)?|a(?:ddr(?:ess)?)?|r(?:oute)?|tuntap|rule) (?:add|set|del(?:ete)?|replace)\b/,
      needs: "NET_ADMIN",
    },
  ],
  ["date", { when: /^(?:-u )?(?:-s\b|--set\b)/, needs: "SYS_TIME" }],
  ["hwclock", { when: /-[sw]\b|--(?:hctosys|systohc)/, needs: "SYS_TIME" }],
  // https://docs.docker.com/build/building/best-practices/: a build has no GPU without a device entitlement.
  ["nvidia-smi", { when: /^/, needs: "a GPU" }],
]);
