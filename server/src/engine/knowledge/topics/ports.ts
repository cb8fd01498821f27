import { lines } from "./text.ts";
import { defineTopic, type Topic } from "./topic.ts";

/** What can be reached from outside. */
export const portTopics: readonly Topic[] = [
  defineTopic({
    id: "ports",
    title: "Published ports go past the host's firewall rules",
    text: lines(
      "The engine writes its own rules: a published port is open to the network even where ufw or firewalld seem to forbid it.",
      "- `127.0.0.1:5432:5432` keeps a database on the machine. Engines before 28 let neighbours on the same network segment through all the same.",
      "- Services of one project reach each other by name without publishing anything.",
      "- A **virtual machine** has a firewall and interfaces of its own.",
    ),
    sources: [
      "https://docs.docker.com/engine/network/packet-filtering-firewalls/",
      "https://github.com/moby/moby/issues/22054",
    ],
  }),
  defineTopic({
    id: "expose",
    title: "EXPOSE documents, it opens nothing",
    settings: ["dockerfile:EXPOSE"],
    text: lines(
      "It tells readers and tools which ports the program listens on. Containers of one network reach every port anyway; the world reaches published ones only.",
    ),
    sources: ["https://docs.docker.com/reference/dockerfile/#expose"],
  }),
];
