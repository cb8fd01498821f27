import assert from "node:assert/strict";
import { lines, read } from "./reading.ts";

describe("here-documents", () => {
  const table: readonly (readonly [string, readonly string[]])[] = [
    ["cat > f <<EOF\napt-get x\nEOF\nb", ["cat", "b"]],
    ["bash <<EOF\na\nb c\nEOF\nd", ["a", "b c", "d"]],
    ["sudo bash -s -- x <<'EOF'\na\nEOF", ["a"]],
    ["sh -eux - <<-EOF\n\ta\n\tEOF\nb", ["a", "b"]],
    ["su - bob <<EOF\na\nEOF", ["a"]],
    ["newgrp docker <<EOF\na\nEOF", ["a"]],
    ["sudo -i <<EOF\na\nEOF", ["a"]],
    ["chroot /mnt /bin/bash <<EOF\na\nEOF", ["a"]],
    ["ssh host <<EOF\na\nEOF", ["ssh host"]],
    ["docker exec -i c bash <<EOF\na\nEOF", ["docker exec -i c bash"]],
    ["bash script.sh <<EOF\na\nEOF", ["bash script.sh"]],
    ["python3 - <<EOF\na\nEOF", ["python3 -"]],
    ["cat <<EOF | bash\na\nEOF", ["cat", "bash"]],
    ["bash <<< 'a b'", ["a b"]],
    ["bash <<EOF\nEOF", ["bash"]],
    ["cat <<EOF\n$(a) \\$(b)\nEOF", ["a", "cat"]],
    ["cat <<'EOF'\n$(a)\nEOF", ["cat"]],
    ["bash <<EOF\necho $(a)\nEOF", ["a", "echo ?"]],
    ["bash <<EOF\r\na b\r\nEOF\r\nc\r\n", ["a b", "c"]],
  ];
  for (const [text, expected] of table) {
    it(`reads ${JSON.stringify(text)}`, () => {
      assert.deepEqual(lines(read(text)), expected);
    });
  }

  it("keeps content, place and whether the shell expands it", () => {
    const { commands, marked } = read("cat <<-'A' <<B\n«\tx $y\n»\tA\n«z \\$\n»B\n");
    assert.deepEqual(commands[0]?.heredocs, [
      { content: "x $y\n", at: marked[0], expands: false },
      { content: "z $\n", at: marked[1], expands: true },
    ]);
  });

  it("places the commands of a script in a here-document", () => {
    const { commands, marked } = read("bash <<-EOF\n\t«a \\$b»\n\t«c» && «d»\n\tEOF\n«e»");
    assert.deepEqual(
      commands.map((command) => command.at),
      marked,
    );
  });
});
