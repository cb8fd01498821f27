import { costOf, lines } from "./text.ts";
import { defineTopic, type Topic } from "./topic.ts";

const lifeOfJob = "The CI system starts them for the job and removes them after it.";

/** Machines and containers of CI jobs. */
export const ciTopics: readonly Topic[] = [
  defineTopic({
    id: "ci-machine",
    title: "runs-on: most hosted runners are virtual machines already",
    settings: ["workflow:jobs.*.runs-on", "workflow:jobs.*.runs-on.labels", "workflow:jobs.*.runs-on.group"],
    text: lines(
      "GitHub creates a hosted runner for one job and deletes it afterwards. `ubuntu-slim` is a container on a shared machine. The labels of a self-hosted runner do not show what it is.",
      "- **Shared:** nothing between jobs of hosted runners. Jobs on a self-hosted runner share its kernel and its files.",
      "- A **virtual machine** inside a runner adds a second kernel. Keep it if the kernel, the init system or another operating system is under test. x64 Linux runners have had KVM since April 2024.",
      costOf("start"),
      "- **Instead:** a `container:` job, or `docker run --rm`, starts the toolchain in seconds and leaves nothing behind.",
    ),
    sources: [
      "https://github.com/actions/runner-images",
      "https://docs.github.com/en/actions/how-tos/write-workflows/choose-where-workflows-run/run-jobs-in-a-container",
    ],
  }),
  defineTopic({
    id: "ci-container",
    title: "container: the job's steps run in an image",
    settings: [
      ...["", ".options", ".volumes", ".ports", ".env", ".credentials"].map((key) => `workflow:jobs.*.container${key}`),
      "azure:container",
      "azure:containers",
      "azure:containers.options",
      "azure:containers.volumes",
      "azure:containers.ports",
      "azure:container.options",
    ],
    text: lines(
      "The runner starts the container with the workspace and the engine's socket mounted, and runs each step in it. `options`, `volumes`, `ports`, `env` and `credentials` are for `docker create`.",
      "- **Shared:** the runner's kernel, its memory and its disk.",
      "- The **virtual machine** around it is the runner. On a self-hosted one, `--privileged` in `options` opens it to the job.",
      costOf("start"),
      "- **Instead** of installing tools in each job: an image that has them. Systemd or kernel modules need the machine itself.",
    ),
    sources: [
      "https://docs.github.com/en/actions/how-tos/write-workflows/choose-where-workflows-run/run-jobs-in-a-container",
      "https://learn.microsoft.com/en-us/azure/devops/pipelines/process/container-phases",
    ],
  }),
  defineTopic({
    id: "ci-image",
    title: "image: the userland of the job, without a kernel",
    settings: [
      "workflow:jobs.*.container.image",
      "workflow:jobs.*.services.*.image",
      "gitlab:image",
      "gitlab:image.name",
      "gitlab:image.entrypoint",
      "gitlab:image.docker",
      "gitlab:image.pull_policy",
      "circleci:docker.image",
      "azure:containers.image",
      "azure:container.image",
      "jenkins:agent.docker",
      "jenkins:agent.dockerfile",
    ],
    text: lines(
      "The image brings programs and libraries, the kernel is the runner's. It has only the package manager and shell of its own distribution, and no service of a booted system runs in it.",
      "- **Shared:** the kernel with all jobs of that machine. Layers are shared on disk and in memory.",
      "- A **virtual machine** image (`machine`, `vmImage`) brings its own kernel and an init system.",
      costOf("image"),
      "- **Instead** of `apt-get install` in each job: an image with the tools, pinned to a version. An entrypoint that is no shell breaks the job.",
    ),
    sources: [
      "https://docs.gitlab.com/ci/docker/using_docker_images/",
      "https://circleci.com/docs/guides/execution-managed/using-docker/",
      "https://www.jenkins.io/doc/book/pipeline/docker/",
    ],
  }),
  defineTopic({
    id: "ci-services",
    title: "services: containers beside the job",
    settings: [
      ...["", ".*", ".*.options", ".*.ports", ".*.volumes", ".*.env", ".*.credentials"].map(
        (key) => `workflow:jobs.*.services${key}`,
      ),
      ...["", ".name", ".alias", ".entrypoint", ".command"].map((key) => `gitlab:services${key}`),
      "azure:services",
    ],
    text: lines(
      `Databases and other services of a job, each in its own container. ${lifeOfJob} \`ports\` makes them reachable from steps that run on the machine; steps in a container use the name or the \`alias\`.`,
      "- **Shared:** the runner's kernel, its memory and its processors, without limits unless `options` sets them.",
      "- A **virtual machine** for each service would be slower by the boot, and separates nothing that a test needs.",
      costOf("start"),
      "- The job may begin before a service is ready. **Use** a health check in `options`, or wait in the script.",
    ),
    sources: [
      "https://docs.github.com/en/actions/tutorials/use-containerized-services/use-docker-service-containers",
      "https://docs.gitlab.com/ci/services/",
    ],
  }),
  defineTopic({
    id: "ci-tags",
    title: "tags: which runner takes the job",
    settings: ["gitlab:tags"],
    text: lines(
      "A runner with all of these tags takes the job. What it is cannot be seen here: its *executor* is a container, a shell of a shared machine, or a virtual machine.",
      "- **Shared:** with the `docker` executor the runner's kernel, with the `shell` executor also its files and users. `privileged = true` in the runner's configuration gives jobs root on it.",
      "- GitLab's hosted runners (`saas-linux-*`) are a new **virtual machine** for each job.",
      costOf("start"),
      "- **For code of strangers** (merge requests from forks): hosted runners, or runners that are used for one job only.",
    ),
    sources: ["https://docs.gitlab.com/runner/executors/", "https://docs.gitlab.com/ci/runners/hosted_runners/linux/"],
  }),
  defineTopic({
    id: "circleci-machine",
    title: "machine, macos: a virtual machine for the job",
    settings: [
      ...["", ".image", ".docker_layer_caching"].map((key) => `circleci:machine${key}`),
      "circleci:macos",
      "circleci:macos.xcode",
      "circleci:windows",
    ],
    text: lines(
      "CircleCI boots a virtual machine with its own kernel, systemd and a Docker engine for the job, and deletes it afterwards. On `macos` it is a Mac.",
      "- **Shared:** nothing with other jobs.",
      "- Only a **virtual machine** allows privileged containers, kernel modules and bind mounts of the job's files.",
      costOf("start"),
      "- **Instead:** `docker` starts in seconds and costs less, if the job needs no kernel of its own.",
    ),
    sources: ["https://circleci.com/docs/guides/execution-managed/executor-intro/"],
  }),
  defineTopic({
    id: "circleci-docker",
    title: "docker, setup_remote_docker: the job runs in a container",
    settings: ["circleci:docker", "circleci:steps.setup_remote_docker", "circleci:executor"],
    text: lines(
      "The first image runs the steps. The others are services that share its network, reachable at `localhost`. An `executor` is one of these or a machine, defined elsewhere.",
      "- **Shared:** the kernel of a machine of CircleCI. The container is unprivileged, and there is no Docker engine in it.",
      "- `setup_remote_docker` adds a **virtual machine** with an engine for image builds. Bind mounts of the job's files do not reach it.",
      costOf("start"),
      "- **Instead**, for privileged containers or bind mounts: `machine`.",
    ),
    sources: [
      "https://circleci.com/docs/guides/execution-managed/using-docker/",
      "https://circleci.com/docs/guides/execution-managed/building-docker-images/",
    ],
  }),
  defineTopic({
    id: "circleci-resource-class",
    title: "resource_class: processors and memory of the job",
    settings: ["circleci:resource_class", "circleci:machine.resource_class"],
    text: lines(
      "With `docker` it is the limit of a control group: programs see all processors of the host and may start too many threads. With `machine` it is the size of the virtual machine.",
      "- **Shared:** the host's processors with `docker`. A class `namespace/name` is a self-hosted runner, which jobs may share.",
      "- In a **virtual machine** programs see only what they have.",
      costOf("memory"),
      "- **Instead** of a larger class: set the number of workers and the heap to the size of the class.",
    ),
    sources: ["https://circleci.com/docs/guides/execution-managed/resource-class-overview/"],
  }),
  defineTopic({
    id: "azure-pool",
    title: "pool, vmImage: the machine that runs the job",
    settings: ["", ".vmImage", ".name", ".demands"].map((key) => `azure:pool${key}`).concat("azure:vmImage"),
    text: lines(
      "`vmImage` names a hosted agent: a new virtual machine for the job, deleted afterwards. `name` is a pool of agents of your own that have the `demands`; what they are cannot be seen here.",
      "- **Shared:** nothing between jobs of hosted agents. Jobs on agents of your own share kernel, files and users, unless each has a new machine (scale sets).",
      "- The **virtual machine** allows `container`, services and privileged Docker.",
      costOf("start"),
      "- **Instead** of tools that are installed in each job: `container` with an image that has them.",
    ),
    sources: [
      "https://learn.microsoft.com/en-us/azure/devops/pipelines/agents/hosted",
      "https://learn.microsoft.com/en-us/azure/devops/pipelines/agents/scale-set-agents",
    ],
  }),
  defineTopic({
    id: "jenkins-agent",
    title: "agent: where the stages run",
    settings: ["jenkins:agent", "jenkins:agent.kubernetes"],
    text: lines(
      "`any` and `label` choose a node, `docker` and `dockerfile` a container on a node, `kubernetes` a pod.",
      "- **Shared:** builds on one node share its kernel, its files and its users. The built-in node has the secrets of Jenkins.",
      "- A cloud agent may be a new **virtual machine** for each build. The file does not show it.",
      costOf("start"),
      "- **Instead** of tools on the node: `agent { docker { image '…' } }`. `args '--privileged'` gives the build root on the node.",
    ),
    sources: [
      "https://www.jenkins.io/doc/book/pipeline/syntax/#agent",
      "https://www.jenkins.io/doc/book/security/controller-isolation/",
    ],
  }),
];
