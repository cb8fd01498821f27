import assert from "node:assert/strict";
import { valueOf } from "../../../../server/src/engine/model/fact.ts";
import { assertOutline, jobOf, outline, read, textAt } from "./reading.ts";

const path = "Jenkinsfile";

describe("Jenkinsfile", () => {
  it("reads a declarative pipeline, one job for each agent", () => {
    assertOutline(
      path,
      `
      pipeline {
        agent {
          docker {
            image 'node:22'
            label 'linux && docker'
            args '--privileged -v /var/run/docker.sock:/var/run/docker.sock'
          }
        }
        stages {
          stage('Build') {
            steps {
              sh 'npm ci'
              sh """
                export A=\${params.A}
                vagrant up
              """
              bat 'del x'
            }
          }
          stage("Test") {
            agent { label 'kvm' }
            when { branch 'main' }
            steps { sh(script: "vagrant ssh -c 'make test'", returnStatus: true) }
          }
        }
        post {
          always { sh 'vagrant halt' }
          failure { sh 'vagrant destroy -f' }
        }
      }
      `,
      `
      job pipeline
        runs on ["linux","docker"]
        container pipeline image "node:22"
          privileged true
          mounts [{"type":"bind","source":"/var/run/docker.sock","target":"/var/run/docker.sock"}]
        step Build shell "sh"
          npm ci
        step Build shell "sh"
          export <A=\${params.A}>
          vagrant up
        step Build shell "bat"
        step shell "sh"
          vagrant halt
        step shell "sh" (conditional)
          vagrant destroy -f
      job Test
        runs on ["kvm"]
        step Test shell "sh" (conditional)
          vagrant ssh -c make test
      `,
    );
  });

  it("reads a scripted pipeline with containers", () => {
    assertOutline(
      path,
      `
      #!groovy
      def image = "x"
      node('linux') {
        stage 'Checkout'
        checkout scm
        docker.image('maven:3').inside('--user root') {
          sh 'mvn verify'
        }
        docker.image("mysql:\${v}").withRun('-e A=1') { c ->
          sh "docker run --link \${c.id}:db app"
        }
        image.inside { sh 'make' }
        if (env.X) { sh 'echo x' } else sh 'echo y'
        try { sh 'one' } catch (e) { sh 'two' }
      }
      `,
      `
      job node
        runs on ["linux"]
        service withRun image unreadable
          environment
        step shell "sh"
          docker run --link <\${c.id}:db> app
        step shell "sh" (conditional)
          echo x
        step shell "sh" (conditional)
          echo y
        step shell "sh"
          one
        step shell "sh" (conditional)
          two
      job inside
        runs on ["linux"]
        container inside image "maven:3"
          user "root"
        step shell "sh"
          mvn verify
      job inside
        runs on ["linux"]
        container inside image unreadable
        step shell "sh"
          make
      `.replace("          environment\n", ""),
    );
  });

  it("starts a container on the node of the block around it only when asked to", () => {
    const runsOn = (setting: string) =>
      jobOf(
        read(
          path,
          `
          pipeline {
            agent { label 'big' }
            stages {
              stage('a') {
                agent { docker { image 'x'\n ${setting} } }
                steps { sh 'y' }
              }
            }
          }
          `,
        ),
        "a",
      ).runsOn;
    assert.deepEqual(valueOf(runsOn("reuseNode true")), ["big"]);
    assert.deepEqual(valueOf(runsOn("reuseNode true\n label 'own'")), ["own"]);
    assert.equal(runsOn("reuseNode false").state, "unset");
    assert.equal(runsOn("").state, "unset");
  });

  it("distinguishes the flags of a container from its command", () => {
    const [service] = read(path, "node { docker.image('x').withRun('--privileged', 'serve') { sh 'y' } }").jobs[0]
      ?.services ?? [undefined];
    assert.ok(service?.complete);
    assert.equal(valueOf(service.privileged), true);
  });

  const scripts: readonly (readonly [title: string, groovy: string, words: readonly (string | undefined)[]])[] = [
    ["a single quoted text", "sh 'echo $A \\'x\\''", ["echo", undefined, "x"]],
    ["a double quoted text", 'sh "echo \\$A \\"x y\\""', ["echo", undefined, "x y"]],
    ["an interpolation with quotes in it", 'sh "echo ${f("x")} y"', ["echo", undefined, "y"]],
    ["an interpolated name", 'sh "echo $env.X y"', ["echo", undefined, "y"]],
    ["an interpolation in shell quotes", "sh \"echo '${x}' y\"", ["echo", undefined, "y"]],
    ["a continuation of Groovy", "sh '''echo \\\n y'''", ["echo", "y"]],
    ["a continuation of the shell", "sh '''echo \\\\\n y'''", ["echo", "y"]],
    ["an escaped letter", "sh 'echo \\u0078'", ["echo", "x"]],
    ["a slashy text", "sh(/echo \\/x/)", ["echo", "/x"]],
    ["a text with a method", "sh '''\n echo x\n'''.stripIndent()", ["echo", "x"]],
    ["a named argument", "sh label: 'a', script: 'echo x', returnStdout: true", ["echo", "x"]],
  ];
  for (const [title, groovy, words] of scripts) {
    it(`reads ${title}`, () => {
      const workflow = read(path, `node { ${groovy} }`);
      assert.deepEqual(
        workflow.jobs[0]?.commands[0]?.words.map((word) => word.value),
        words,
      );
    });
  }

  it("reads no commands of a computed script", () => {
    for (const groovy of ["sh 'rm ' + x", "sh script", "sh(script: cmd())", "sh libraryResource('a.sh')"]) {
      const [job] = read(path, `node { ${groovy} }`).jobs;
      assert.equal(job?.steps[0]?.script.state, "unreadable", groovy);
      assert.deepEqual(job.commands, [], groovy);
    }
  });

  it("ignores text that only looks like a step", () => {
    const workflow = read(
      path,
      `
      // sh 'one'
      /* sh 'two' */
      def sh = 'three'
      echo "sh 'four'"
      x.sh 'five'
      def pattern = /sh 'six'/
      node { steps.sh 'seven' }
      `,
    );
    assert.deepEqual(
      workflow.jobs.flatMap((job) => job.commands.map((command) => command.words[0]?.text)),
      ["seven"],
    );
  });

  it("knows the places of words after escapes, CRLF and emoji", () => {
    const workflow = read(path, 'node {\r\n  sh """echo "🐳\\t${x}"\r\n  vagrant \\\\\r\n   up"""\r\n}\r\n');
    const vagrant = workflow.jobs[0]?.commands.at(-1);
    assert.ok(vagrant);
    assert.equal(textAt(workflow, vagrant.at), "vagrant \\\\\r\n   up");
  });

  it("keeps steps of functions without knowing where they run", () => {
    assertOutline(
      path,
      "def build() { sh 'vagrant up' }\npipeline { agent none\n stages { stage('a') { steps { build() } } } }",
      'job pipeline (incomplete)\n  runs on unreadable\n  step shell "sh"\n    vagrant up',
    );
  });

  it("knows that a container of a pod is described elsewhere", () => {
    assertOutline(
      path,
      "podTemplate { node(POD_LABEL) { container('maven') { sh 'mvn test' } } }",
      'job container\n  runs on unreadable\n  container container image unreadable\n  step shell "sh"\n    mvn test',
    );
  });

  it("gives a comment the statement below it, with its block", () => {
    const workflow = read(
      path,
      `
      pipeline {
        // bulkhead ignore=a because
        stage('x') {
          sh 'a' // behind
        }
        // last
      }
      `,
    );
    const [above, behind, last] = workflow.comments;
    assert.equal(above?.text, "bulkhead ignore=a because");
    assert.ok(above.covers && behind?.covers);
    assert.equal(workflow.source.slice(above.covers).replace(/\s+/g, " "), "stage('x') { sh 'a' // behind }");
    assert.equal(workflow.source.slice(behind.covers).trim(), "sh 'a' // behind");
    assert.equal(last?.covers, undefined);
  });

  it("finds no comment in a text that holds slashes", () => {
    assert.deepEqual(read(path, "sh 'curl https://example.com # /* x'").comments, []);
  });

  it("keeps the code around a bracket that does not close", () => {
    const workflow = read(
      path,
      "node('a') {\n  sh 'one'\n  stage('x') {\n    sh(script: 'two'\n  }\n  sh 'three'\n}\n",
    );
    assert.deepEqual(
      jobOf(workflow, "node").commands.map((command) => command.words[0]?.text),
      ["one", "two", "three"],
    );
  });

  it("refuses brackets that nest too deep, and long files", () => {
    assert.equal(read(path, "(".repeat(5000)).problems[0]?.kind, "too-deep");
    assert.equal(read(path, "x\n".repeat(600_000)).problems[0]?.kind, "too-large");
    assert.equal(read(path, "x".repeat(300_000)).problems[0]?.kind, "line-too-long");
    assert.equal(outline(read(path, "(".repeat(5000))), "");
  });

  it("reads a long line of words in a time that grows with its length", () => {
    const started = performance.now();
    read(path, "node ".repeat(50_000));
    read(path, "sh x ".repeat(50_000));
    assert.ok(performance.now() - started < 5000);
  });

  it("says where a text never ends", () => {
    const [problem] = read(path, "node {\n  sh '''\n  x\n}\n").problems;
    assert.deepEqual(problem?.range.start, { line: 1, character: 5 });
  });
});
