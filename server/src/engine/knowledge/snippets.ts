/** Text for a place in a file, in the syntax of LSP snippets. */
export interface Snippet {
  readonly name: string;
  readonly prefix: string;
  /** Half a sentence. */
  readonly description: string;
  readonly body: readonly string[];
}

/** Services that follow the advice. Contributed snippets have a language as their scope, and a Compose file may be plain YAML. */
export const composeSnippets: readonly Snippet[] = [
  {
    name: "Hardened service",
    prefix: "bulkhead-hardened",
    description: "No capabilities, no new privileges, a read-only root, and limits",
    body: [
      "${1:web}:",
      "  image: ${2:nginxinc/nginx-unprivileged:1.29}",
      "  read_only: true",
      "  tmpfs: [/tmp]",
      "  cap_drop: [ALL]",
      '  security_opt: ["no-new-privileges=true"]',
      "  pids_limit: ${3:100}",
      "  mem_limit: ${4:256m}",
    ],
  },
  {
    name: "Engine behind a socket proxy",
    prefix: "bulkhead-socket-proxy",
    description: "Lets through the few calls that a service needs of the engine",
    body: [
      "docker-api:",
      "  image: tecnativa/docker-socket-proxy:${1:v0.4.1}",
      "  environment:",
      "    CONTAINERS: 1",
      "  volumes:",
      "    - /var/run/docker.sock:/var/run/docker.sock:ro",
      "  networks: [${2:engine}]",
    ],
  },
  {
    name: "VPN without privileged",
    prefix: "bulkhead-vpn",
    description: "The capability and the device that a VPN needs",
    body: [
      "${1:vpn}:",
      "  image: ${2:lscr.io/linuxserver/wireguard:1.0.20250521}",
      "  cap_add: [NET_ADMIN]",
      "  devices:",
      "    - /dev/net/tun:/dev/net/tun",
    ],
  },
  {
    name: "Java within its limit",
    prefix: "bulkhead-java",
    description: "A heap that follows the container's memory limit",
    body: [
      "${1:api}:",
      "  image: ${2:eclipse-temurin:21-jre}",
      "  environment:",
      "    JAVA_TOOL_OPTIONS: -XX:MaxRAMPercentage=75.0",
      "  mem_limit: ${3:1g}",
    ],
  },
];

/** Machines that follow the advice. The language of a Vagrantfile is that of all Ruby files. */
export const vagrantSnippets: readonly Snippet[] = [
  {
    name: "Containers in a machine of their own",
    prefix: "bulkhead-docker-host",
    description: "A kernel for each tenant, with containers inside",
    body: [
      "# bulkhead kernel=own",
      'config.vm.define "${1:tenant}" do |machine|',
      '  machine.vm.box = "${2:bento/ubuntu-24.04}"',
      '  machine.vm.network "forwarded_port", guest: ${3:80}, host: ${4:8080}, host_ip: "127.0.0.1"',
      '  machine.vm.provision "docker" do |docker|',
      '    docker.run "${5:nginx}", image: "${6:nginx:1.29}", args: "-p ${3:80}:80"',
      "  end",
      "end",
    ],
  },
];
