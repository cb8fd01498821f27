import { providerNamed } from "../../knowledge/providers.ts";
import { valueOf } from "../../model/fact.ts";
import type { Machine, MachineNetwork } from "../../model/machine.ts";
import { defineRule, prose, type FixOffer, type RuleContext } from "../../rule.ts";
import { writtenAt } from "../../words.ts";

export default defineRule({
  id: "forwarded-port-open-to-network",
  category: "machine",
  since: "0.1.0",
  severity: "hint",
  profile: "recommended",
  fix: "behaviour",
  summary: "Machine's forwarded port or bridge is open to the network of the host",
  why: prose(
    "With most providers a forwarded port listens on all addresses of the host, so everybody in the same office or cafe reaches the service in the machine. Boxes for development have well-known passwords.",
    "",
    "`public_network` makes the guest a machine of that network, with all of its ports.",
  ),
  instead: 'Set `host_ip: "127.0.0.1"` for forwarded ports, and use `private_network` instead of `public_network`.',
  exceptions: prose(
    "One hint per machine, at its first such entry. Ignores entries with `host_ip`, machines whose providers do not forward openly (libvirt, Hyper-V, Docker), and entries that count only under a condition.",
  ),
  topic: "machine-network",
  sources: [
    "https://developer.hashicorp.com/vagrant/docs/networking/forwarded_ports",
    "https://developer.hashicorp.com/vagrant/docs/networking/public_network",
  ],
  examples: {
    invalid: [
      {
        files: {
          Vagrantfile: `
            Vagrant.configure("2") do |config|
              config.vm.box = "bento/ubuntu-24.04"
              config.vm.network "forwarded_port", guest: 5432, host: 5432
            end
          `,
        },
        underline: '"forwarded_port"',
        fixed: `
          Vagrant.configure("2") do |config|
            config.vm.box = "bento/ubuntu-24.04"
            config.vm.network "forwarded_port", guest: 5432, host: 5432, host_ip: "127.0.0.1"
          end
        `,
      },
      {
        title: "The guest joins the network of the host.",
        files: {
          Vagrantfile: `
            Vagrant.configure("2") do |config|
              config.vm.box = "bento/ubuntu-24.04"
              config.vm.network "public_network"
            end
          `,
        },
        underline: '"public_network"',
      },
    ],
    valid: [
      {
        title: "Only the host reaches the port.",
        files: {
          Vagrantfile: `
            Vagrant.configure("2") do |config|
              config.vm.box = "bento/ubuntu-24.04"
              config.vm.network "forwarded_port", guest: 80, host: 8080, host_ip: "127.0.0.1"
            end
          `,
        },
      },
      {
        title: "libvirt forwards from this host only.",
        files: {
          Vagrantfile: `
            Vagrant.configure("2") do |config|
              config.vm.box = "debian/bookworm64"
              config.vm.network "forwarded_port", guest: 80, host: 8080
              config.vm.provider "libvirt"
            end
          `,
        },
      },
      {
        title: "A private network.",
        files: {
          Vagrantfile: `
            Vagrant.configure("2") do |config|
              config.vm.box = "bento/ubuntu-24.04"
              config.vm.network "private_network", ip: "192.168.56.10"
            end
          `,
        },
      },
    ],
  },
  check: {
    machine(machine, context) {
      const network = machine.networks.find((one) => isOpen(one, machine));
      if (!network) return;
      const isBridge = network.type === "public_network";
      const port = valueOf(network.host);
      context.report({
        at: network.at,
        message: isBridge
          ? `"public_network" opens all ports of the guest to the host's network. Use "private_network" and forward single ports.`
          : `${port === undefined ? "The forwarded port" : `Port ${String(port)}`} listens on all addresses of the host. Add host_ip: "127.0.0.1" to keep it on this machine.`,
        fixes: isBridge ? [] : closing(network, context),
      });
    },
  },
});

function isOpen({ type, hostIp, conditional, settings }: MachineNetwork, { providers }: Machine): boolean {
  if (conditional || settings.get("disabled")?.value.state === "known") return false;
  const forwards = providers.map(({ name }) => providerNamed(name)?.forwardsOpenly);
  if (type === "public_network") return !providers.some(({ name }) => name === "docker");
  // An unknown provider may do either.
  const isOpenly = forwards.length === 0 || forwards.includes(true);
  return type === "forwarded_port" && hostIp.state === "unset" && isOpenly;
}

function closing({ host }: MachineNetwork, { project, edit }: RuleContext): readonly FixOffer[] {
  const written = host.state === "known" && !host.origin ? writtenAt(project, host.at) : undefined;
  if (written === undefined || !/^\d+$/.test(written)) return [];
  const edits = () => [edit.replaceText(host.at, `${written}, host_ip: "127.0.0.1"`)];
  return [{ title: 'Add host_ip: "127.0.0.1"', kind: "behaviour", edits }];
}
