/** How a program boots a virtual machine, and runs a command in it. */
export interface GuestProgram {
  readonly program: RegExp;
  /** The word after the program; absent if the program itself boots the machine. */
  readonly verbs?: readonly string[];
  /** Options that take the next word. */
  readonly valued: ReadonlySet<string>;
  /** Operands that name plain Linux, which is also the default. Absent if other words of the job name the system. */
  readonly linux?: RegExp;
  /** Options with which the guest is not a plain system: another kernel, firmware or medium, or set-up that is not seen. */
  readonly special?: RegExp;
  readonly source: string;
}

/** Programs that boot a machine without a Vagrantfile. */
export const guestPrograms: readonly GuestProgram[] = [
  {
    program: /^multipass$/,
    verbs: ["launch"],
    valued: new Set([
      ...["-n", "--name", "-c", "--cpus", "-d", "--disk", "-m", "--memory", "--mem"],
      ...["--mount", "--network", "--timeout", "--cloud-init"],
    ]),
    linux: /^(?:(?:release|daily):)?(?:\d\d\.\d\d|lts|devel|bionic|focal|jammy|noble|questing|resolute)$/,
    special: /^--(?:cloud-init|bridged|network)\b/,
    source: "https://documentation.ubuntu.com/multipass/latest/reference/command-line-interface/launch/",
  },
  {
    program: /^limactl$/,
    verbs: ["start", "create"],
    valued: new Set(["--name", "--cpus", "--memory", "--disk", "--arch", "--vm-type", "--network", "--mount", "--set"]),
    linux:
      /^(?:default|template:(?:\/\/)?(?:default|(?:ubuntu|debian|fedora|centos|rocky|almalinux|alpine|archlinux|opensuse|oraclelinux)[\w.-]*))$/,
    special: /^--(?:arch|network|set|nested-virt)\b/,
    source: "https://lima-vm.io/docs/templates/",
  },
  {
    program: /^virsh$/,
    verbs: ["start"],
    valued: new Set(["-c", "--connect"]),
    source: "https://libvirt.org/manpages/virsh.html#start",
  },
  {
    program: /^VBoxManage$/i,
    verbs: ["startvm"],
    valued: new Set(["--type"]),
    source: "https://www.virtualbox.org/manual/topics/vboxmanage.html",
  },
  {
    // Other architectures than the runner's need a machine, or user-mode emulation.
    program: /^(?:qemu-system-x86_64|qemu-kvm)$/,
    valued: new Set(),
    special: /^--?(?:kernel|initrd|bios|pflash|cdrom|s|S|gdb|machine|M|device|fw_cfg|cpu)$/,
    source: "https://www.qemu.org/docs/master/system/invocation.html",
  },
];

/** Names of Linux distributions in the words of a job, such as a cloud image or `--ostype Ubuntu_64`. */
export const linuxNames =
  /(?<![a-z])(?:ubuntu|debian|fedora|centos|rocky(?:linux)?|alma(?:linux)?|alpine|opensuse)(?![a-z])|cloudimg|genericcloud/i;

/** Systems whose programs no Linux container runs. */
export const otherSystems =
  /(?<![a-z])(?:windows|win\d+|(?:free|open|net|dragonfly)?bsd|macos|darwin|haiku|solaris|illumos|omnios|android|reactos|core\d\d)(?![a-z])/i;
