import { machine, testsOf } from "./nearMisses.ts";

const { ignores, reports } = testsOf("forwarded-port-open-to-network");
const port = 'config.vm.network "forwarded_port", guest: 80, host: 8080';

describe("forwarded-port-open-to-network on near misses", () => {
  reports(
    "the first of several ports",
    machine("bento/ubuntu-24.04", "", port, 'config.vm.network "forwarded_port", guest: 22, host: 2200'),
    '3:21 hint Port 8080 listens on all addresses of the host. Add host_ip: "127.0.0.1" to keep it on this machine.',
  );
  reports(
    "a port of one of two providers",
    machine("bento/ubuntu-24.04", "", port, 'config.vm.provider "libvirt"', 'config.vm.provider "virtualbox"'),
    '3:21 hint Port 8080 listens on all addresses of the host. Add host_ip: "127.0.0.1" to keep it on this machine.',
  );
  ignores("an address that cannot be read", machine("bento/ubuntu-24.04", "", `${port}, host_ip: ENV["BIND"]`));
  ignores("a port under a condition", machine("bento/ubuntu-24.04", "", `${port} if ENV["OPEN"]`));
  ignores("Hyper-V", machine("bento/ubuntu-24.04", "", port, 'config.vm.provider "hyperv"'));
});
