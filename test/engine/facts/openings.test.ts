import assert from "node:assert/strict";
import {
  capabilityName,
  disabledProfile,
  engineSocketsOf,
  hasReadableOpenings,
  openingsOf,
} from "../../../server/src/engine/facts/openings.ts";
import { redundantUnderPrivileged } from "../../../server/src/engine/rules/openings/support.ts";
import type { Service } from "../../../server/src/engine/model/service.ts";
import { machineIn, projectOf, serviceIn, stageIn } from "./reading.ts";

function compose(settings: string) {
  return projectOf({ "compose.yaml": `services:\n  app:\n    image: a\n    ${settings}\n` });
}

function service(settings: string): Service {
  return serviceIn(compose(settings));
}

function openings(settings: string): readonly string[] {
  const project = compose(settings);
  return openingsOf(project, serviceIn(project)).map(({ kind, what }) => `${kind} ${what}`);
}

describe("resources that a service shares with its host", () => {
  const shared: Readonly<Record<string, readonly string[]>> = {
    "privileged: true": ["privileged privileged"],
    "privileged: false": [],
    "privileged: ${P}": [],
    "cap_add: [NET_ADMIN, cap_sys_ptrace, ALL]": ["capability NET_ADMIN", "capability SYS_PTRACE", "capability ALL"],
    "cap_add: [NET_ADMIN, $CAP]": ["capability NET_ADMIN"],
    "cap_drop: [ALL]": [],
    "devices: [/dev/fuse, '/dev/net/tun:/dev/net/tun:rwm']": ["device /dev/fuse", "device /dev/net/tun"],
    "pid: host": ["namespace pid"],
    "network_mode: host": ["namespace network"],
    "ipc: host\n    uts: host\n    cgroup: host\n    userns_mode: host": [
      "namespace ipc",
      "namespace uts",
      "namespace cgroup",
      "namespace user",
    ],
    "pid: service:db": ["container-namespace pid"],
    "network_mode: container:vpn": ["container-namespace network"],
    "device_cgroup_rules: ['c 189:* rmw']": ["device-rule c 189:* rmw"],
    "security_opt: [seccomp=unconfined, 'apparmor:unconfined', label=disable, no-new-privileges:true]": [
      "security-profile seccomp",
      "security-profile apparmor",
      "security-profile label",
    ],
    "security_opt: [seccomp=./profile.json]": [],
    "volumes: ['/var/run/docker.sock:/var/run/docker.sock']": ["engine-socket /var/run/docker.sock"],
    "use_api_socket: true": ["engine-socket /var/run/docker.sock"],
    "use_api_socket: ${SOCKET}": [],
    "volumes_from: [b]\n  b:\n    image: b\n    volumes: ['/var/run/docker.sock:/s', '/:/host', '/srv:/srv']": [
      "engine-socket /var/run/docker.sock",
      "host-path /",
      "host-path /srv",
    ],
    "volumes: ['/:/host:ro', '/etc:/etc', './data:/data', 'named:/var']": [
      "host-path /",
      "host-path /etc",
      "host-path ./data",
    ],
    "volumes: ['${HOME}/.ssh:/root/.ssh:ro', '${DATA}:/data', /anonymous]": ["host-path ${HOME}/.ssh"],
    "volumes: [{ type: bind, source: /proc, target: /host/proc }]": ["host-path /proc"],
    "gpus: all": ["device-request gpu"],
    "ports: ['127.0.0.1:8080:80', '443', '$PORT:53/udp']": [
      "published-port 8080",
      "published-port 443",
      "published-port $PORT",
    ],
  };
  for (const [settings, expected] of Object.entries(shared)) {
    it(`is ${expected.join(", ") || "nothing"} with ${JSON.stringify(settings)}`, () => {
      assert.deepEqual(openings(settings), expected);
    });
  }

  it("comes in the order of its weight", () => {
    const all =
      "pid: host\n    cap_add: [SYS_ADMIN]\n    volumes: ['/run/podman/podman.sock:/s']\n    privileged: true";

    const project = compose(all);

    assert.deepEqual(
      openingsOf(project, serviceIn(project)).map(({ kind }) => kind),
      ["privileged", "engine-socket", "namespace", "capability"],
    );
  });

  it("may be the engine under any of its names", () => {
    const sockets = [
      "/var/run/docker.sock",
      "/run/user/1000/docker.sock",
      "/run/podman/podman.sock",
      "/run/containerd/containerd.sock",
      "/var/run/crio/crio.sock",
      "//./pipe/docker_engine",
      "\\\\.\\pipe\\docker_engine",
    ];
    for (const socket of sockets) {
      const project = compose(
        `volumes: [{ type: ${socket.includes("pipe") ? "npipe" : "bind"}, source: '${socket}', target: /s }]`,
      );
      assert.equal(engineSocketsOf(project, serviceIn(project)).length, 1, socket);
    }
    for (const other of ["/run/mysqld/mysqld.sock", "/var/run/docker.sock.d", "./docker.socket"]) {
      const project = compose(`volumes: ['${other}:/s']`);
      assert.equal(engineSocketsOf(project, serviceIn(project)).length, 0, other);
    }
  });
});

describe("the openings of other workloads", () => {
  it("are those of the container in which the steps of a job run", () => {
    const workflow = (container: string): string =>
      `on: push\njobs:\n  test:\n    runs-on: ubuntu-24.04\n    container: ${container}\n    steps: []\n`;
    const openingsIn = (container: string): readonly string[] => {
      const project = projectOf({ ".github/workflows/test.yml": workflow(container) });
      assert.equal(project.root.kind, "workflow");
      const [job] = project.root.jobs;
      assert.ok(job);
      return openingsOf(project, job).map(({ kind, what }) => `${kind} ${what}`);
    };

    assert.deepEqual(
      openingsIn("{ image: a, options: --privileged --pid=host, volumes: ['/var/run/docker.sock:/s'], ports: [80] }"),
      ["privileged privileged", "engine-socket /var/run/docker.sock", "namespace pid", "published-port 80"],
    );
    assert.deepEqual(openingsIn("a"), []);
  });

  it("are the networks, folders and agents of a machine", () => {
    const project = projectOf({
      Vagrantfile: `
        Vagrant.configure("2") do |config|
          config.vm.box = "debian/bookworm64"
          config.ssh.forward_agent = true
          config.vm.network "public_network"
          config.vm.network "private_network", ip: "192.168.56.10"
          config.vm.network "forwarded_port", guest: 80, host: 8080, host_ip: "127.0.0.1"
          config.vm.synced_folder "/srv", "/srv"
          config.vm.synced_folder ".", "/vagrant", disabled: true
        end
      `,
    });

    assert.deepEqual(
      openingsOf(project, machineIn(project)).map(({ kind, what }) => `${kind} ${what}`),
      ["ssh-agent ssh-agent", "bridged-network public_network", "host-path /srv", "published-port 8080"],
    );
  });

  it("are privileges that a build asks of its builder", () => {
    const project = projectOf({
      Dockerfile: "FROM debian:12\nRUN --security=insecure --network=host make\nRUN --network=none make\n",
    });

    assert.deepEqual(
      openingsOf(project, stageIn(project)).map(({ kind, what }) => `${kind} ${what}`),
      ["privileged insecure", "namespace network"],
    );
  });
});

describe("the list of openings", () => {
  function hasReadable(settings: string): boolean {
    const project = compose(settings);
    return hasReadableOpenings(project, serviceIn(project));
  }

  it("may be longer if a setting that opens something cannot be read", () => {
    for (const settings of ["privileged: $P", "cap_add: [$CAP]", "volumes: ['${DATA}:/data']", "pid: $PID"]) {
      assert.equal(hasReadable(settings), false, settings);
    }
    for (const settings of ["privileged: true", "volumes: ['./${DATA}:/data']", "mem_limit: $LIMIT"]) {
      assert.equal(hasReadable(settings), true, settings);
    }
  });
});

describe("capabilities", () => {
  it("are called by one name", () => {
    assert.equal(capabilityName("cap_sys_admin"), "SYS_ADMIN");
    assert.equal(capabilityName("Net_Admin"), "NET_ADMIN");
    assert.equal(capabilityName("ALL"), "ALL");
  });
});

describe("a security option", () => {
  it("switches a protection off in two spellings", () => {
    assert.equal(disabledProfile("seccomp:unconfined"), "seccomp");
    assert.equal(disabledProfile("systempaths=unconfined"), "systempaths");
    assert.equal(disabledProfile("label:disable"), "label");
    assert.equal(disabledProfile("seccomp=/etc/profile.json"), undefined);
    assert.equal(disabledProfile("label=type:svirt_apache_t"), undefined);
  });
});

describe("settings without effect beside privileged", () => {
  const redundant: Readonly<Record<string, readonly string[]>> = {
    "cap_add: [SYS_ADMIN]": ["cap_add"],
    "devices: [/dev/fuse]": ["devices"],
    "devices: ['/dev/ttyUSB0:/dev/modem']": [],
    "devices: [nvidia.com/gpu=all]": [],
    "device_cgroup_rules: ['c 189:* rmw']": ["device_cgroup_rules"],
    "security_opt: [seccomp=unconfined]": ["security_opt"],
    "security_opt: [seccomp=unconfined, no-new-privileges]": ["security_opt"],
    "security_opt: [label=disable, seccomp=p.json]": [],
  };
  for (const [settings, expected] of Object.entries(redundant)) {
    it(`is ${expected.join() || "nothing"} of ${JSON.stringify(settings)}`, () => {
      assert.deepEqual(
        redundantUnderPrivileged(service(settings)).map(({ key }) => key),
        expected,
      );
    });
  }
});
