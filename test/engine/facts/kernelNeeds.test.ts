import assert from "node:assert/strict";
import { kernelNeedOf } from "../../../server/src/engine/facts/kernelNeeds.ts";
import { projectOf, serviceIn } from "./reading.ts";

function need(service: string, others: Readonly<Record<string, string>> = {}, name = "app"): string | undefined {
  const project = projectOf({ "compose.yaml": `services:\n  ${name}:\n    ${service}\n`, ...others });
  return kernelNeedOf(project, serviceIn(project))?.need;
}

describe("kernel needs of a service", () => {
  const services: Readonly<Record<string, string | undefined>> = {
    "image: docker:28-dind": "nested-engine",
    "image: registry.example.com:5000/docker:dind": "nested-engine",
    "image: docker:28-dind-rootless": "rootless-engine",
    "image: moby/buildkit:v0.24.0-rootless": "rootless-buildkit",
    "image: hwdsl2/ipsec-vpn-server\n    volumes: ['/lib/modules:/lib/modules:ro']": "ipsec",
    "image: lscr.io/linuxserver/wireguard:1.0.20210914": "wireguard",
    "image: rancher/k3s:v1.33.1-k3s1": "cluster-node",
    "image: debian:12\n    command: dockerd --host unix:///s": "nested-engine",
    "image: debian:12\n    command: sh -c 'exec k3s server'": "cluster-node",
    "image: debian:12\n    devices: [/dev/net/tun]": "vpn",
    "image: debian:12\n    devices: [/dev/fuse]": "fuse",
    "image: debian:12\n    devices: [/dev/kvm]": "kvm",
    "image: debian:12\n    volumes: ['/dev/bus/usb:/dev/bus/usb']": "usb",
    "image: nginx:1.29": undefined,
    "image: $IMAGE": undefined,
    "image: dockerfile-linter:1": undefined,
  };
  for (const [text, expected] of Object.entries(services)) {
    it(`is ${expected ?? "unknown"} for ${JSON.stringify(text)}`, () => assert.equal(need(text), expected));
  }

  it("shows in its own name", () => {
    assert.equal(need("image: corp/x:1", {}, "dind"), "nested-engine");
    assert.equal(need("image: corp/x:1", {}, "worker"), undefined);
  });

  it("appear in the image that it builds, and in the programs that the image starts", () => {
    assert.equal(need("build: .", { Dockerfile: "FROM docker:28-dind\n" }), "nested-engine");
    assert.equal(need("build: .", { Dockerfile: 'FROM debian:12\nCMD ["kubelet"]\n' }), "cluster-node");
    assert.equal(need("build: .", { Dockerfile: "FROM docker:28-dind AS base\nFROM base\n" }), "nested-engine");
    const script = { "start.sh": "#!/bin/sh\ndockerd &\nexec app\n" };
    const Dockerfile = 'FROM debian:12\nCOPY start.sh /usr/local/bin/\nCMD ["start.sh"]\n';
    assert.equal(need("build: .", { Dockerfile, ...script }), "nested-engine");
  });

  it("is the strongest of several", () => {
    assert.equal(
      need("image: rancher/k3s:v1.33.1-k3s1\n    command: dockerd\n    devices: [/dev/fuse]"),
      "cluster-node",
    );
  });

  it("is placed at the text that reveals it", () => {
    const project = projectOf({ "compose.yaml": "services:\n  app:\n    image: a\n    devices:\n      - /dev/kvm\n" });
    const found = kernelNeedOf(project, serviceIn(project));

    assert.deepEqual([found?.what, found?.at.range.start.line], ["/dev/kvm", 4]);
  });
});
