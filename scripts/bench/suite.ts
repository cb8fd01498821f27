import { corpus } from "./corpus.ts";
import { keystrokes } from "./keystrokes.ts";
import { growth, growthOfFixes, parserRatios } from "./ratios.ts";
import { loadRuby } from "./ruby.ts";
import { subjects } from "./subjects.ts";
import { table, type Row } from "./table.ts";

/** Runs in a bundle of its own, so that what is measured is what is shipped. */
async function run(folder: string | undefined): Promise<void> {
  const ruby = await loadRuby();
  const all = subjects(ruby);
  if (folder !== undefined) {
    await corpus(folder, all);
    return;
  }
  const ratios: Row[] = [];
  const grown: Row[] = [];
  for (const subject of all) ratios.push(...(await parserRatios(subject, ruby)));
  console.log(table("Processor time, 500 lines", ratios));
  for (const subject of all) grown.push(...(await growth(subject, ruby)));
  const [dockerfile, compose, workflow, vagrantfile] = all;
  if (!dockerfile || !compose || !workflow || !vagrantfile) return;
  grown.push(...(await growthOfFixes(compose, ruby)));
  console.log(table("Growth of a first analysis (shell: of the reader)", grown));

  const typed = [
    await keystrokes(dockerfile, ruby, 500, 200, 10),
    await keystrokes(compose, ruby, 500, 200, 30),
    await keystrokes(compose, ruby, 5000, 60, 200),
    await keystrokes(workflow, ruby, 500, 200),
    await keystrokes(vagrantfile, ruby, 500, 200),
  ];
  console.log(table("Typing, processor time", typed));
}

void run(process.argv[2]);
