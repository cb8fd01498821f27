import { lines } from "./text.ts";
import { defineTopic, type Topic } from "./topic.ts";

/** Ports and their reachability from outside. */
export const portTopics: readonly Topic[] = [
  defineTopic({
    id: "ports",
    title: "Published ports bypass the host's firewall rules",
    text: lines(
      "The engine adds its own firewall rules, so a published port is open to the network even if ufw or firewalld seems to block it.",
      "- `127.0.0.1:5432:5432` makes a database reachable on the host only. Engines before 28 still allowed access from the same network segment.",
      "- Services of one project reach each other by name without published ports.",
      "- A **virtual machine** has its own firewall and interfaces.",
    ),
    sources: [
      "https://docs.docker.com/engine/network/packet-filtering-firewalls/",
      "https://github.com/moby/moby/issues/22054",
    ],
  }),
  defineTopic({
    id: "expose",
    title: "EXPOSE documents ports and opens none",
    settings: ["dockerfile:EXPOSE"],
    text: lines(
      "EXPOSE documents the ports that the program listens on. Containers on the same network can reach every port anyway. Other machines can reach only published ports.",
    ),
    sources: ["https://docs.docker.com/reference/dockerfile/#expose"],
  }),
];
