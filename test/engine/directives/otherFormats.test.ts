import assert from "node:assert/strict";
import { covered } from "./reading.ts";

interface Golden {
  readonly title: string;
  readonly path: string;
  readonly text: string;
  readonly covers: readonly string[];
}

const goldens: readonly Golden[] = [
  {
    title: "above, behind and between the properties of a devcontainer.json",
    path: ".devcontainer/devcontainer.json",
    text: `
      // bulkhead ignore=all
      {
        // bulkhead ignore=one
        "image": "a",
        "init": true, /* bulkhead ignore=line why */
        "capAdd": [
          // bulkhead ignore=item
          "A"
        ]
      }
    `,
    covers: [
      'all: {\n  // bulkhead ignore=one\n  "image": "a",\n  "init": true, /* bulkhead ignore=line why */\n  "capAdd": [\n    // bulkhead ignore=item\n    "A"\n  ]\n}',
      'one: "image": "a"',
      'line:   "init": true, /* bulkhead ignore=line why */',
      'item: "A"',
    ],
  },
  {
    title: "above a key covers everything below the key",
    path: "compose.yaml",
    text: `
      # bulkhead ignore=all
      services:
        # bulkhead ignore=one
        web:
          image: a
          privileged: true
        db: { image: b }
      volumes: {}
    `,
    covers: [
      "all: services:\n  # bulkhead ignore=one\n  web:\n    image: a\n    privileged: true\n  db: { image: b }",
      "one: web:\n    image: a\n    privileged: true",
    ],
  },
  {
    title: "behind a key or a value covers its line",
    path: "compose.yaml",
    text: `
      services:
        web: # bulkhead ignore=key
          image: a # bulkhead ignore=value why
          cap_add:
            - A
            - B # bulkhead ignore=item
    `,
    covers: [
      "key:   web: # bulkhead ignore=key",
      "value:     image: a # bulkhead ignore=value why",
      "item:       - B # bulkhead ignore=item",
    ],
  },
  {
    title: "above a list item covers the item, inside of it the key",
    path: "compose.yaml",
    text: `
      services:
        web:
          cap_add:
            # bulkhead ignore=plain
            - A
            - B
          volumes:
            # bulkhead ignore=long
            - type: bind
              # bulkhead ignore=key
              source: /a
            -
              # bulkhead ignore=first
              type: bind
    `,
    covers: [
      "plain: - A",
      "long: - type: bind\n        # bulkhead ignore=key\n        source: /a",
      "key: source: /a",
      "first: type: bind",
    ],
  },
  {
    title: "in flow style covers the next entry",
    path: "compose.yaml",
    text: `
      services:
        web:
          cap_add: [
            # bulkhead ignore=item
            A,
            B]
          environment: {
            # bulkhead ignore=key
            A: b, C: d }
    `,
    covers: ["item: A", "key: A: b"],
  },
  {
    title: "covers anchored values and merges",
    path: "compose.yaml",
    text: `
      x-common: &common
        # bulkhead ignore=inside
        privileged: true
      services:
        web:
          # bulkhead ignore=merge
          <<: *common
          # bulkhead ignore=anchor
          deploy: &d
            replicas: 1
    `,
    covers: ["inside: privileged: true", "merge: <<: *common", "anchor: deploy: &d\n      replicas: 1"],
  },
  {
    title: "at the end covers nothing",
    path: "compose.yaml",
    text: "services:\n  web:\n    image: a\n    # bulkhead ignore=x\n",
    covers: ["x: nothing"],
  },
  {
    title: "in the script of a step covers the command below it",
    path: ".github/workflows/ci.yml",
    text: `
      jobs:
        test:
          runs-on: ubuntu-24.04
          steps:
            # bulkhead ignore=step
            - run: make
            - run: |
                # bulkhead ignore=below
                docker run \\
                  debian
                ls # bulkhead ignore=behind
    `,
    covers: [
      "step: - run: make",
      "below:           docker run \\\n            debian",
      "behind:           ls # bulkhead ignore=behind",
    ],
  },
  {
    title: "covers a job, a script line and the command in a block",
    path: ".gitlab-ci.yml",
    text: `
      # bulkhead ignore=job
      build:
        script:
          # bulkhead ignore=line
          - docker run x
          - |
            # bulkhead ignore=command
            docker run y
    `,
    covers: [
      "job: build:\n  script:\n    # bulkhead ignore=line\n    - docker run x\n    - |\n      # bulkhead ignore=command\n      docker run y",
      "line: - docker run x",
      "command:       docker run y",
    ],
  },
  {
    title: "above a Ruby statement covers it with its block, inside of it the next statement",
    path: "Vagrantfile",
    text: `
      Vagrant.configure('2') do |config|
        # bulkhead ignore=call
        config.vm.box = 'x' # bulkhead ignore=line
        # bulkhead ignore=block
        config.vm.define 'db' do |db|
          # bulkhead ignore=inner
          db.vm.hostname = 'db'
        end
        config.vm.provider :virtualbox do |v|
          v.memory = 1
          # bulkhead ignore=last
        end
      end
    `,
    covers: [
      "call: config.vm.box = 'x'",
      "line:   config.vm.box = 'x' # bulkhead ignore=line",
      "block: config.vm.define 'db' do |db|\n    # bulkhead ignore=inner\n    db.vm.hostname = 'db'\n  end",
      "inner: db.vm.hostname = 'db'",
      "last: nothing",
    ],
  },
  {
    title: "in an inline script covers the command below it, above its statement all of it",
    path: "Vagrantfile",
    text: `
      # bulkhead ignore=all
      Vagrant.configure('2') do |config|
        config.vm.provision 'shell', inline: <<-SHELL
          # bulkhead ignore=command
          apt-get update
        SHELL
      end
    `,
    covers: [
      "all: Vagrant.configure('2') do |config|\n  config.vm.provision 'shell', inline: <<-SHELL\n    # bulkhead ignore=command\n    apt-get update\n  SHELL\nend",
      "command:     apt-get update",
    ],
  },
  {
    title: "is written with slashes in a Jenkinsfile, and with a hash in its scripts",
    path: "Jenkinsfile",
    text: `
      pipeline {
        // bulkhead ignore=block
        agent {
          docker {
            image 'x' // bulkhead ignore=line
            // bulkhead ignore=call
            args '--privileged'
          }
        }
        /* bulkhead ignore=step */
        stages { stage('x') { steps {
          sh '''
            # bulkhead ignore=command
            docker run y
          '''
        } } }
      }
    `,
    covers: [
      "block: agent {\n    docker {\n      image 'x' // bulkhead ignore=line\n      // bulkhead ignore=call\n      args '--privileged'\n    }\n  }",
      "line:       image 'x' // bulkhead ignore=line",
      "call: args '--privileged'",
      "step: stages { stage('x') { steps {\n    sh '''\n      # bulkhead ignore=command\n      docker run y\n    '''\n  } } }",
      "command:       docker run y",
    ],
  },
];

describe("an ignore comment", () => {
  for (const { title, path, text, covers } of goldens) {
    it(`in ${path} ${title}`, () => assert.deepEqual(covered(path, text), covers));
  }
});
