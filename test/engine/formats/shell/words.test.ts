import assert from "node:assert/strict";
import { lines, read } from "./reading.ts";

describe("words of shell text", () => {
  const values: readonly (readonly [string, string])[] = [
    ["apt-get install -y nginx", "apt-get install -y nginx"],
    ["echo 'a b' \"c d\" e\\ f", "echo a b c d e f"],
    ['echo "a\\"b" "a\\nb" "\\$x" $\'t\\tt\'', 'echo a"b a\\nb $x t\tt'],
    ["echo ''x\"y\"z", "echo xyz"],
    ['echo $HOME ${HOME} "$HOME" $(id) `id` $((1+1)) <(id)', "id|id|id|echo ? ? ? ? ? ? ?"],
    ["rm -rf /var/lib/* a? [ab] {a,b}", "rm -rf ? ? ? ?"],
    ["ls ~/x {} a=b", "ls ~/x {} a=b"],
    ["[ -f x ]", "[ -f x ]"],
    ["apt-get \\\n  install", "apt-get install"],
    ["apt-\\\nget x", "apt-get x"],
    ["echo a#b # c", "echo a#b"],
    ["export A=1 B=$C", "export A=1 ?"],
    ["echo 'é😀' x", "echo é😀 x"],
    ["echo hi > out 2>&1 there", "echo hi there"],
    ["if true; then echo; fi", "true|echo"],
    ["echo if then fi", "echo if then fi"],
  ];
  for (const [text, expected] of values) {
    it(`reads ${JSON.stringify(text)}`, () => {
      assert.equal(lines(read(text)).join("|"), expected);
    });
  }

  it("keeps the written form without continuations", () => {
    const [command] = read("apt-\\\nget 'a b' \"$X\"").commands;
    assert.deepEqual(
      command?.words.map((word) => word.text),
      ["apt-get", "'a b'", '"$X"'],
    );
  });

  const variables: readonly (readonly [string, string])[] = [
    ['A=1.2; echo $A ${A} "v$A" ${A:-3}', "echo 1.2 1.2 v1.2 1.2"],
    ["A='a b'; echo $A \"$A\"", "echo ? a b"],
    ['A=*; echo $A "$A"', "echo ? *"],
    ["echo $A; A=1", "echo ?"],
    ["A=1; A=2; echo $A", "echo ?"],
    ["if x; then A=1; fi; echo $A", "x|echo ?"],
    ["(A=1); echo $A", "echo ?"],
    ["A=1; read A; echo $A", "read A|echo ?"],
    ["A=1; for A in b; do echo $A; done", "echo ?"],
    ["A=1; . ./env; echo $A", ". ./env|echo ?"],
    ["f() { A=1; }; echo $A", "echo ?"],
    ["A=1; f() { echo $A; }", "echo 1"],
    ["export A=1; echo $A", "export A=1|echo 1"],
    ["A=$B; echo $A", "echo ?"],
    ["A=1 echo $A", "echo ?"],
    ["A=1; : ${A:=2}; echo $A", ": ?|echo ?"],
    ["A=1; echo ${A#x} ${#A} ${!A} ${A[0]} ${A:+x}", "echo ? ? ? ? ?"],
    ["A+=1; echo $A", "echo ?"],
    ["A=(1 2); echo $A", "echo ?"],
    ["A=b; B=$A/c; echo $B", "echo b/c"],
    ["A=1 # set A\necho the A $A; export A", "echo the A 1|export A"],
    ["A=1; read -r X \\\n A; echo $A", "read -r X A|echo ?"],
    ["A=1; ((A++)); echo $A", "echo ?"],
    ["A=1; A[1]=2; echo $A", "echo ?"],
    ["A=1; printf -v A x; echo $A", "printf -v A x|echo ?"],
  ];
  for (const [text, expected] of variables) {
    it(`resolves a variable only when it is certain: ${JSON.stringify(text)}`, () => {
      assert.equal(lines(read(text)).join("|"), expected);
    });
  }

  it("takes variables that are known from outside until the script assigns them", () => {
    const given = new Map([["PREFIX", "/opt"]]);
    assert.deepEqual(lines(read("ls $PREFIX/x", given)), ["ls /opt/x"]);
    assert.deepEqual(lines(read("[ x ] && PREFIX=/usr; ls $PREFIX/x", given)), ["[ x ]", "ls ?"]);
  });

  it("knows the place of every word", () => {
    const { commands, marked } = read("«apt-get» «install» \\\n\t«'a b'» && «x» #c\r\n«😀» «é»\r\n");
    const places = commands.flatMap((command) => command.words.map((word) => word.at));
    assert.deepEqual(places, marked);
  });

  it("knows the place of a command with its assignments and redirects", () => {
    const { commands, marked } = read("«A=1 sudo -u bob b > f»; «c»\n«d <<E»\nx\nE\n");
    assert.deepEqual(
      commands.map((command) => command.at),
      marked,
    );
  });

  it("knows assignments before a command and those of env", () => {
    const { commands, marked } = read("«A=1» «B=$C» env «D=2» e");
    assert.deepEqual(
      commands[0]?.assignments.map(({ name, value, at }) => [name, value, at]),
      [
        ["A", "1", marked[0]],
        ["B", undefined, marked[1]],
        ["D", "2", marked[2]],
      ],
    );
  });

  it("knows redirects with their descriptors", () => {
    const { commands } = read('a <in >> out 2>&1 &> all <<< "b c" {fd}> x');
    assert.deepEqual(
      commands[0]?.redirects.map(({ operator, target }) => `${operator} ${target?.value ?? "?"}`),
      ["< in", ">> out", "2>& 1", "&> all", "<<< b c", "{fd}> x"],
    );
  });
});
