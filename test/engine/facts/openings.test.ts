import assert from "node:assert/strict";
import {
  capabilityName,
  disabledProfile,
  engineSocketsOf,
  openingsOf,
  redundantUnderPrivileged,
} from "../../../server/src/engine/facts/openings.ts";
import type { Service } from "../../../server/src/engine/model/service.ts";
import { projectOf, serviceIn } from "./reading.ts";

function service(settings: string): Service {
  return serviceIn(projectOf({ "compose.yaml": `services:\n  app:\n    image: a\n    ${settings}\n` }));
}

function openings(settings: string): readonly string[] {
  return openingsOf(service(settings)).map(({ kind, what }) => `${kind} ${what}`);
}

describe("what a service shares with its host", () => {
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
    "pid: service:db": [],
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
    ],
    "volumes: ['/:/host:ro', '/etc:/etc', './data:/data', 'named:/data']": ["host-path /", "host-path /etc"],
    "volumes: [{ type: bind, source: /proc, target: /host/proc }]": ["host-path /proc"],
    "volumes: ['/etc/localtime:/etc/localtime:ro', '/srv:/srv']": [],
  };
  for (const [settings, expected] of Object.entries(shared)) {
    it(`is ${expected.join(", ") || "nothing"} with ${JSON.stringify(settings)}`, () => {
      assert.deepEqual(openings(settings), expected);
    });
  }

  it("comes in the order of its weight", () => {
    const all =
      "pid: host\n    cap_add: [SYS_ADMIN]\n    volumes: ['/run/podman/podman.sock:/s']\n    privileged: true";

    assert.deepEqual(
      openingsOf(service(all)).map(({ kind }) => kind),
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
      const mounts = service(
        `volumes: [{ type: ${socket.includes("pipe") ? "npipe" : "bind"}, source: '${socket}', target: /s }]`,
      );
      assert.equal(engineSocketsOf(mounts).length, 1, socket);
    }
    for (const other of ["/run/mysqld/mysqld.sock", "/var/run/docker.sock.d", "./docker.socket"]) {
      assert.equal(engineSocketsOf(service(`volumes: ['${other}:/s']`)).length, 0, other);
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

describe("what privileged makes pointless", () => {
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
