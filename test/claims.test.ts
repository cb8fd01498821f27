import assert from "node:assert/strict";
import { analyzeFiles, engineFor } from "../scripts/examples.ts";
import { createEngine, type FileState } from "../server/src/engine/index.ts";
import { rules } from "../server/src/engine/rules/index.ts";
import { ruby } from "./engine/formats/vagrantfile/reading.ts";

// What the product claims of containers and virtual machines, each with the hovers and findings in which a user meets it.

/** A hover at the text between `«` and `»`, and what it must say. */
interface HoverProof {
  readonly file: string;
  readonly marked: string;
  readonly says: readonly RegExp[];
}

/** A rule, and files in which it reports. */
interface RuleProof {
  readonly rule: string;
  readonly files: Readonly<Record<string, string>>;
}

interface Claim {
  readonly says: string;
  readonly proofs: readonly (HoverProof | RuleProof)[];
}

const hover = (file: string, marked: string, ...says: readonly RegExp[]): HoverProof => ({ file, marked, says });
const finding = (rule: string, files: Readonly<Record<string, string>>): RuleProof => ({ rule, files });

const service = (line: string): string => `services:\n  a:\n    image: alpine:3.22\n    ${line}\n`;
const machine = (line: string): string => `Vagrant.configure("2") do |config|\n  ${line}\nend\n`;
const run = (command: string): string => `FROM debian:13\nRUN ${command}\n`;
const box = machine('config.vm.«box» = "debian/bookworm64"');
const actions = ".github/workflows/ci.yml";

const claims: Readonly<Record<string, Claim>> = {
  M1: {
    says: "A container runs one process, not a system with many services.",
    proofs: [
      hover("Dockerfile", "FROM debian:13\n«CMD» nginx\n", /boots no system/, /one service per container/),
      hover("Dockerfile", run("«systemctl» start nginx"), /need a booted system/),
      finding("systemd-in-container", { Dockerfile: 'FROM debian:13\nCMD ["/sbin/init"]\n' }),
      finding("many-services-in-one-container", {
        Dockerfile: "FROM debian:13\nCMD service nginx start && service mariadb start && tail -f /dev/null\n",
      }),
    ],
  },
  M2: {
    says: "A VM for each short CI run costs minutes of boot.",
    proofs: [
      hover(
        actions,
        "on: push\njobs:\n  a:\n    steps:\n      - run: «vagrant» up\n",
        /minutes of boot/,
        /Start:\*\* container/,
      ),
      hover(actions, "on: push\njobs:\n  a:\n    «runs-on»: ubuntu-24.04\n", /adds a second kernel/),
      finding("vm-for-ephemeral-ci", {
        [actions]: "on: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: vagrant up\n",
        Vagrantfile: machine('config.vm.box = "bento/ubuntu-24.04"'),
      }),
    ],
  },
  M3: {
    says: "Namespaces alone do not separate tenants or untrusted code.",
    proofs: [
      hover("compose.yaml", service("«runtime»: ours"), /untrusted code or several tenants use gVisor, a microVM/),
      finding("untrusted-code-on-shared-kernel", {
        "compose.yaml": "services:\n  # bulkhead trust=untrusted\n  a:\n    image: alpine:3.22\n    command: ./judge\n",
      }),
    ],
  },
  M4: {
    says: "The size of an image is not memory: layers are shared, disks and memory of VMs are not.",
    proofs: [hover("Dockerfile", "«FROM» debian:13\n", /Size is not memory/, /Each VM has its own disk and memory/)],
  },
  M5: {
    says: "A Windows image needs a Windows kernel, a Linux image a Linux kernel.",
    proofs: [
      hover("compose.yaml", service("«platform»: windows/amd64"), /a Windows image needs a Windows kernel/),
      finding("windows-and-linux-services", {
        "compose.yaml":
          "services:\n  a:\n    image: alpine:3.22\n  b:\n    image: mcr.microsoft.com/windows/servercore:ltsc2022\n",
      }),
    ],
  },
  M6: {
    says: "Hosts that are sized as if containers were VMs stay mostly unused.",
    proofs: [hover("compose.yaml", service("«mem_limit»: 512m"), /512 MiB/, /sized as for VMs stay mostly unused/)],
  },
  M7: {
    says: "There is an operating system below a container: a faulty module hits all of them.",
    proofs: [
      hover("Dockerfile", run("«modprobe» fuse"), /A faulty module or driver crashes all/),
      finding("kernel-module-in-container", { Dockerfile: run("modprobe nfsd") }),
    ],
  },
  M8: {
    says: "A container that uses up a table of the kernel starves the others; limits prevent it.",
    proofs: [
      hover("compose.yaml", service("«pids_limit»: 100"), /starves the others/, /keep one container from using them/),
      hover("compose.yaml", service("«ulimits»: { nofile: 1024 }"), /file descriptors and connections/),
    ],
  },
  M9: {
    says: "Docker Desktop has a hidden VM: no processes of the laptop, slower bind mounts.",
    proofs: [
      hover("compose.yaml", service("«pid»: host"), /laptop's own processes are not visible/),
      hover("compose.yaml", service("«volumes»: ['.:/app']"), /slower on a laptop than on a Linux server/),
      hover("compose.yaml", service("«network_mode»: host"), /On Docker Desktop, `host` is Docker Desktop's VM/),
    ],
  },
  H1: {
    says: "Clouds run containers in VMs.",
    proofs: [
      hover("compose.yaml", service("«runtime»: ours"), /nodes of GKE, EKS and AKS are VMs/),
      hover("Vagrantfile", machine('config.vm.«provision» "docker"'), /containers in a VM/),
    ],
  },
  H2: {
    says: "microVMs are behind Lambda, Fargate and Kata; gVisor handles system calls in user space.",
    proofs: [
      hover("compose.yaml", service("«runtime»: aws.firecracker"), /AWS Lambda and AWS Fargate/),
      hover("compose.yaml", service("«runtime»: kata"), /Cloud Hypervisor/, /light virtual machine/),
      hover("compose.yaml", service("«runtime»: runsc"), /in user space/, /slower where system calls dominate/),
    ],
  },
  H3: {
    says: "Hypervisors are of type 1 or type 2.",
    proofs: [
      hover("Vagrantfile", machine('config.vm.«provider» "libvirt"'), /Type 1.*KVM, Hyper-V, Xen and ESXi/),
      hover("Vagrantfile", machine('config.vm.«provider» "virtualbox"'), /Type 2.*VirtualBox and VMware Workstation/),
    ],
  },
  H4: {
    says: "System containers (LXC, LXD) are closer to light VMs.",
    proofs: [
      hover("Dockerfile", run("«lxc» launch x"), /like a light virtual machine/),
      hover("Dockerfile", run("«systemctl» start x"), /LXC or LXD, which run whole systems/),
    ],
  },
  H5: {
    says: "On Windows and macOS Linux containers are in a hidden VM; native Windows containers are not.",
    proofs: [
      hover("compose.yaml", service("«platform»: linux/arm64"), /WSL 2 or Hyper-V/, /Native Windows containers/),
      hover("compose.yaml", service("«isolation»: hyperv"), /Windows kernel/),
      hover("Dockerfile", run("«wsl» -l"), /light Hyper-V virtual machine/),
    ],
  },
  H6: {
    says: "Kubernetes for untrusted tenants needs admission, network policies and a RuntimeClass.",
    proofs: [
      hover(
        "Dockerfile",
        run("«kubectl» apply -f x"),
        /Pod Security Admission/,
        /network policies/,
        /admission webhooks/,
        /RuntimeClass/,
      ),
    ],
  },
  H7: {
    says: "Containers are defended in layers.",
    proofs: [
      hover(
        "compose.yaml",
        service("«security_opt»: [ours]"),
        /seccomp filters system calls, AppArmor and SELinux/,
        /user that is not root, `read_only`, `cap_drop` and images that are scanned/,
      ),
      finding("security-profile-disabled", { "compose.yaml": service("security_opt: [seccomp:unconfined]") }),
    ],
  },
  K1: {
    says: "Seven namespaces hide processes, mounts, network, IPC, names, users and control groups.",
    proofs: [
      hover("Dockerfile", run("«unshare» -n ls"), /PIDs, mounts, network, IPC, host name \(UTS\), users and control/),
      hover("compose.yaml", service("«pid»: host"), /hides every process but its own/),
      hover("compose.yaml", service("«ipc»: host"), /hides shared memory segments/),
      hover("compose.yaml", service("«uts»: host"), /hides the host's name/),
      hover("compose.yaml", service("«cgroup»: host"), /cgroup tree/),
      hover("compose.yaml", service("«userns_mode»: host"), /hides the host's users/),
      hover("compose.yaml", service("«network_mode»: host"), /hides the host's interfaces/),
      finding("host-namespace", { "compose.yaml": service("pid: host") }),
    ],
  },
  K2: {
    says: "Control groups count and limit resources; above the limit is a refusal or the OOM killer.",
    proofs: [
      hover(
        "compose.yaml",
        service("«cgroup_parent»: ours"),
        /counts and limits/,
        /OOM killer/,
        /refuses a new process/,
      ),
      hover("compose.yaml", service("«mem_limit»: 1g"), /exit code 137/),
    ],
  },
  K3: {
    says: "The processor separates VMs: vCPUs, EPT or NPT, IOMMU, emulated or virtio devices.",
    proofs: [
      hover("Dockerfile", run("«qemu-system-x86_64» -m 1"), /vCPUs/, /EPT on Intel, NPT on AMD/, /IOMMU/, /virtio/),
      hover("Vagrantfile", machine('config.vm.«provider» "libvirt"'), /EPT, NPT/, /IOMMU/, /virtio/),
      hover("compose.yaml", service("devices: [«/dev/kvm»]"), /EPT or NPT/),
    ],
  },
  K4: {
    says: "Docker asks containerd, which asks runc, which makes namespaces and control groups.",
    proofs: [
      hover(
        actions,
        "on: push\njobs:\n  a:\n    steps:\n      - run: «docker» ps\n",
        /`dockerd`, which asks `containerd`, whose shim starts `runc`/,
        /namespaces and a control group/,
      ),
      hover("compose.yaml", service("«runtime»: runc"), /`dockerd` asks `containerd`/),
    ],
  },
  K5: {
    says: "The kernel is shared, so one bug in it affects all containers.",
    proofs: [
      hover("compose.yaml", service("«security_opt»: [ours]"), /whose bugs affect all containers/, /CVE-2022-0185/),
      hover("compose.yaml", service("«privileged»: true"), /root in the container is root on the host/),
      finding("privileged-container", { "compose.yaml": service("privileged: true") }),
    ],
  },
  K6: {
    says: "An image is a userland: any distribution's runs on the kernel, another kernel's does not.",
    proofs: [
      hover("Dockerfile", "«FROM» debian:13\n", /userland without a kernel/, /none runs on a Windows kernel/),
      finding("package-manager-mismatch", { Dockerfile: "FROM alpine:3.22\nRUN apt-get install -y curl\n" }),
    ],
  },
  K7: {
    says: "A container starts a process, a VM boots a system.",
    proofs: [
      hover("Dockerfile", "FROM debian:13\n«CMD» nginx\n", /starts one process in its own namespaces/),
      hover("Vagrantfile", box, /boots firmware, a kernel and an init system/),
    ],
  },
  F1: {
    says: "Time to start.",
    proofs: [
      hover(
        "compose.yaml",
        service("«runtime»: runc"),
        /\*\*Start:\*\* container 0\.1-0\.5 s .*VM 20-60 s.*\]\(https:/,
      ),
      hover("compose.yaml", service("«runtime»: aws.firecracker"), /at most 125 ms/),
    ],
  },
  F2: {
    says: "Memory that the separation costs.",
    proofs: [
      hover(
        "Vagrantfile",
        machine('config.vm.«provider» "virtualbox"'),
        /\*\*Memory overhead:\*\* container 10 KB to 25 MB.*microVM < 5 MB, VM 250 MB to 4 GB.*\]\(https:/,
      ),
    ],
  },
  F3: {
    says: "How many fit on one host.",
    proofs: [
      hover(
        "compose.yaml",
        service("«mem_limit»: 1g"),
        /\*\*Density:\*\* 100-200 containers or 10-15 VMs.*89 against 12.*\]\(https:/,
      ),
    ],
  },
  F4: {
    says: "Memory to pay for.",
    proofs: [
      hover(
        "Vagrantfile",
        machine('config.vm.provider("libvirt") { |v| v.«memory» = 2048 }'),
        /10 applications:\*\* 32 GB in containers, 128 GB in VMs.*ten times less.*\]\(https:/,
      ),
    ],
  },
  F5: {
    says: "Size on disk.",
    proofs: [
      hover(
        "Dockerfile",
        "«FROM» debian:13\n",
        /\*\*Image:\*\* tens of MB to a few GB.*several GB for each.*\]\(https:/,
      ),
    ],
  },
  F6: {
    says: "How long one lives.",
    proofs: [
      hover(
        "Dockerfile",
        run("docker run «--rm» x"),
        /\*\*Lifespan:\*\* containers seconds to days \(54 % at most five minutes\), VMs months.*\]\(https:/,
      ),
    ],
  },
  F7: {
    says: "How many microVMs a second, and with which devices.",
    proofs: [
      hover(
        "compose.yaml",
        service("«runtime»: aws.firecracker"),
        /150 microVMs a second/,
        /network, block, vsock, balloon, entropy and pmem/,
      ),
    ],
  },
  F8: {
    says: "Where the overhead of a VM goes.",
    proofs: [
      hover(
        "Vagrantfile",
        box,
        /emulation 50-100 MB, kernel 50-200 MB \(Windows 500\+\), services 100-300 MB, drivers about 50 MB/,
      ),
    ],
  },
  V1: {
    says: "Untrusted code and several tenants belong into VMs, microVMs or gVisor.",
    proofs: [
      hover("compose.yaml", service("«runtime»: ours"), /a virtual machine for each tenant with containers inside/),
      hover("Vagrantfile", box, /Worth it\*\* for untrusted code/),
      finding("untrusted-code-on-shared-kernel", {
        "compose.yaml": "services:\n  # bulkhead tenancy=multi\n  a:\n    image: alpine:3.22\n    command: ./serve\n",
      }),
    ],
  },
  V2: {
    says: "Another operating system needs a VM.",
    proofs: [
      hover("Vagrantfile", box, /another operating system/),
      hover("compose.yaml", service("«platform»: windows/amd64"), /a Linux image a Linux kernel/),
    ],
  },
  V3: {
    says: "Regimes such as PCI DSS ask for a VM's separation.",
    proofs: [
      hover("Vagrantfile", box, /regulated data/),
      finding("regulated-data-on-shared-kernel", {
        "compose.yaml":
          "services:\n  # bulkhead compliance=pci-dss\n  a:\n    image: alpine:3.22\n    command: ./pay\n",
      }),
    ],
  },
  V4: {
    says: "Software that expects a whole machine needs one: init, modules, raw disks, kernel settings.",
    proofs: [
      hover("Dockerfile", run("«systemctl» start x"), /virtual machine, which has its own kernel/),
      hover("Dockerfile", run("«insmod» x.ko"), /software that needs it in a virtual machine/),
      hover("Dockerfile", run("«losetup» /dev/loop0 x"), /raw block devices use a virtual machine/),
      hover("compose.yaml", service("«sysctls»: [ours=1]"), /kernel of its own to tune/),
      finding("kernel-setting-in-container", { "compose.yaml": service("sysctls: [vm.max_map_count=262144]") }),
    ],
  },
  V5: {
    says: "Another kernel, or a certain version, needs a VM.",
    proofs: [
      hover("Dockerfile", run("«kexec» -l x"), /its own kernel to boot, replace and inspect/),
      hover("Dockerfile", run("«modprobe» x"), /built for the host's kernel, not for the image/),
    ],
  },
  V6: {
    says: "Services with state need resources that they can rely on.",
    proofs: [
      hover("compose.yaml", service("«mem_reservation»: 1g"), /The engine reserves no memory/),
      hover(
        "Vagrantfile",
        machine('config.vm.provider("libvirt") { |v| v.«memory» = 1 }'),
        /memory that the guest may use/,
      ),
    ],
  },
  V7: {
    says: "Disks and processors at the speed of the host need a look at what is in between.",
    proofs: [
      hover("compose.yaml", service("«volumes»: ['a:/b']"), /runs at the host's speed/),
      hover("compose.yaml", service("«blkio_config»: {}"), /the disk below is shared too/),
      hover("compose.yaml", service("«cpuset»: '0'"), /A \*\*virtual machine\*\* sees only its own vCPUs/),
    ],
  },
};

const engine = createEngine({ rules: [], ruby: () => ruby });

function contentsAt({ file, marked }: HoverProof): string {
  const before = marked.slice(0, marked.indexOf("«")).split("\n");
  const position = { line: before.length - 1, character: (before.at(-1) ?? "").length };
  const document = { uri: `file:///project/${file}`, text: marked.replace(/[«»]/g, "") };
  const request = { document, files: new Map<string, FileState>(), folder: "file:///project", settings: [] };
  return engine.hover(request, position)?.contents ?? "no hover";
}

const ids = [
  ...["M1", "M2", "M3", "M4", "M5", "M6", "M7", "M8", "M9"],
  ...["H1", "H2", "H3", "H4", "H5", "H6", "H7"],
  ...["K1", "K2", "K3", "K4", "K5", "K6", "K7"],
  ...["F1", "F2", "F3", "F4", "F5", "F6", "F7", "F8"],
  ...["V1", "V2", "V3", "V4", "V5", "V6", "V7"],
];

describe("claims", () => {
  it("have a place in which a user meets them", () => {
    assert.deepEqual(Object.keys(claims).toSorted(), ids.toSorted());
    assert.deepEqual(
      ids.filter((id) => claims[id]?.proofs.length === 0),
      [],
    );
  });

  for (const [id, { says, proofs }] of Object.entries(claims)) {
    it(`${id}: ${says}`, () => {
      for (const proof of proofs) {
        if ("rule" in proof) {
          const rule = rules.find((one) => one.id === proof.rule);
          assert.ok(rule, proof.rule);
          const { findings } = analyzeFiles(proof.files, engineFor(rule));
          assert.ok(
            findings.some((one) => one.rule === proof.rule),
            `${proof.rule} reports nothing`,
          );
        } else {
          for (const text of proof.says) assert.match(contentsAt(proof), text);
        }
      }
    });
  }
});
