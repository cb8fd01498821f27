import { figures } from "../figures.ts";
import { lines } from "./text.ts";
import { defineTopic, type Topic } from "./topic.ts";

/** What an image brings and what it does not. */
export const imageTopics: readonly Topic[] = [
  defineTopic({
    id: "userland",
    title: "An image is a userland without a kernel",
    settings: [
      "dockerfile:FROM",
      "workflow:jobs.*.container",
      "workflow:jobs.*.container.image",
      "workflow:jobs.*.services.*.image",
      ...["apt", "apt-get", "apk", "dnf", "yum", "microdnf", "zypper"].map((name) => `command:${name}`),
    ],
    text: lines(
      "It holds a distribution's programs and libraries; the kernel is the host's. Any Linux userland runs on any Linux kernel, none runs on a Windows kernel.",
      "- **Not found?** Only the package manager of the image's own distribution is there: no `apt-get` on Alpine, no `apk` on Debian, none at all on distroless images and scratch.",
      "- The **family** decides the package manager, the shell and the C library: Debian and Ubuntu apt and glibc, Alpine apk and musl, Red Hat dnf and glibc.",
      "- A binary built for glibc does not run on musl: *no such file or directory* for a file that is there.",
      "- **Size is not memory.** Layers are shared on disk and in memory by all containers of an image; a VM's disk and memory are its own.",
      `- ${figures.image.render}.`,
    ),
    sources: ["https://docs.docker.com/build/building/base-images/", "https://docs.docker.com/engine/storage/drivers/"],
  }),
  defineTopic({
    id: "platform",
    title: "platform: choosing an image, not a kernel",
    settings: ["dockerfile:FROM --platform"],
    text: lines(
      "It picks a variant of the image. The kernel stays the host's: a Windows image needs a Windows kernel, a Linux image a Linux kernel.",
      "- Another **architecture** works through emulation (QEMU), several times slower, and not for everything.",
      "- Linux containers on macOS and Windows run in a **hidden virtual machine**; Windows containers run on the Windows kernel. One engine runs one kind at a time.",
      "- `exec format error` and *no matching manifest* are the usual signs.",
    ),
    sources: [
      "https://docs.docker.com/build/building/multi-platform/",
      "https://learn.microsoft.com/en-us/virtualization/windowscontainers/about/",
    ],
  }),
  defineTopic({
    id: "build-process",
    title: "RUN: a process that ends, in a build sandbox",
    settings: ["dockerfile:RUN"],
    text: lines(
      "Each RUN is a container that lives for one command; what it leaves on disk becomes a layer. Processes that it starts end with it.",
      "- No service keeps running: start daemons when the container starts, not when the image is built.",
      "- No privileges: mounting, loading modules and changing kernel settings fail, as the kernel is the build host's.",
    ),
    sources: ["https://docs.docker.com/reference/dockerfile/#run"],
  }),
  defineTopic({
    id: "end-of-life",
    title: "End of life: no more security fixes",
    text: lines(
      "When a distribution's free maintenance ends, security holes stay open. Some distributions also move their package archives: builds then fail with 404.",
      "- The suffix of a tag counts: `-buster` is Debian 10, whatever program the image is for.",
      "- A rebuild updates a container's userland; the kernel is the host's to update. A virtual machine must update both itself.",
    ),
    sources: ["https://endoflife.date/", "https://wiki.debian.org/LTS"],
  }),
  defineTopic({
    id: "line-endings",
    title: "The first line of a script names its interpreter",
    settings: ["command:dos2unix"],
    text: lines(
      "The kernel reads `#!/bin/sh` up to the line feed. With Windows line endings it looks for `/bin/sh` followed by a carriage return, and says that the *script* was not found.",
      "- `*.sh text eol=lf` in `.gitattributes` settles it for everybody.",
      "- The same message has other causes: the interpreter is missing in the image (`bash` on Alpine), or a glibc binary runs on musl.",
    ),
    sources: ["https://man7.org/linux/man-pages/man2/execve.2.html", "https://git-scm.com/docs/gitattributes#_eol"],
  }),
  defineTopic({
    id: "volumes",
    title: "What outlives the container",
    settings: ["dockerfile:VOLUME"],
    text: lines(
      "The container's own layer goes with it. Volumes belong to the engine and stay; bind mounts are the host's own folders.",
      "- I/O on a volume or bind mount runs at the host's speed; the container's layer is slower for writes.",
      "- On Docker Desktop bind mounts cross into a **hidden virtual machine**: fast on the server, slower on the laptop. VirtioFS has changed much of that.",
      "- A bind of a system path (`/`, `/etc`, `/var/run`) shares the host itself. A virtual machine has a disk of its own.",
    ),
    sources: [
      "https://docs.docker.com/engine/storage/",
      "https://docs.docker.com/desktop/settings-and-maintenance/settings/",
    ],
  }),
  defineTopic({
    id: "build-variables",
    title: "ARG and ENV: variables of the build and of the container",
    settings: ["dockerfile:variable", "dockerfile:ARG", "dockerfile:ENV"],
    text: lines(
      "The builder replaces variables in most instructions. In `RUN`, `CMD` and `ENTRYPOINT` the shell of the container does, if there is one.",
      "- `ARG` exists during the build only and ends with its stage. An `ARG` before the first `FROM` is visible only in `FROM`, until the stage declares it again.",
      "- `ENV` stays in the image: every container and every image built on it gets the variable. It wins over an `ARG` of the same name.",
      "- Neither keeps a secret: `docker history` and the metadata of the image show the values. Use `RUN --mount=type=secret`.",
    ),
    sources: [
      "https://docs.docker.com/build/building/variables/",
      "https://docs.docker.com/reference/dockerfile/#environment-replacement",
      "https://docs.docker.com/build/building/secrets/",
    ],
  }),
];
