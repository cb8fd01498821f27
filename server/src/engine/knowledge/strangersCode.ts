/** Software whose purpose is to run code that others bring. */
export interface CodeRunner {
  /** With its article: `an online judge`. */
  readonly title: string;
  /** Repositories, as `parseImageReference` names them. */
  readonly repositories: RegExp;
  readonly source: string;
}

export const codeRunners: readonly CodeRunner[] = [
  {
    title: "an online judge",
    repositories: /^judge0\/(?:judge0|api|workers)$/,
    source: "https://github.com/judge0/judge0/blob/master/docker-compose.yml",
  },
  {
    title: "a code execution engine",
    repositories: /^ghcr\.io\/engineer-man\/piston$/,
    source: "https://github.com/engineer-man/piston",
  },
  {
    title: "an online judge",
    repositories: /^dmoj\/judge-tier\d$/,
    source: "https://github.com/DMOJ/judge-server",
  },
  {
    title: "an online judge",
    repositories: /^domjudge\/judgehost$/,
    source: "https://github.com/DOMjudge/domjudge-packaging",
  },
  {
    title: "an online judge",
    repositories: /^criyle\/(?:go-judge|executorserver)$/,
    source: "https://github.com/criyle/go-judge",
  },
  {
    title: "a code sandbox",
    repositories: /^langgenius\/dify-sandbox$/,
    source: "https://github.com/langgenius/dify-sandbox",
  },
  {
    title: "a CI runner",
    repositories:
      /^(?:ghcr\.io\/actions\/actions-runner|myoung34\/github-runner|summerwind\/actions-runner(?:-dind)?)$/,
    source: "https://github.com/myoung34/docker-github-actions-runner",
  },
  {
    title: "a CI runner",
    repositories: /^gitlab\/gitlab-runner$/,
    source: "https://docs.gitlab.com/runner/install/docker/",
  },
  {
    title: "a CI runner",
    repositories: /^(?:docker\.gitea\.com|gitea)\/act_runner$/,
    source: "https://gitea.com/gitea/act_runner",
  },
  {
    title: "a CI agent",
    repositories: /^jenkins\/(?:inbound-|ssh-)?agent$/,
    source: "https://github.com/jenkinsci/docker-agents",
  },
  {
    title: "a CI agent",
    repositories:
      /^(?:woodpeckerci\/woodpecker-agent|buildkite\/agent|drone\/(?:agent|drone-runner-docker)|circleci\/runner(?:-agent)?)$/,
    source: "https://woodpecker-ci.org/docs/administration/configuration/agent",
  },
  {
    title: "a coding agent",
    repositories:
      /^(?:ghcr\.io|docker\.(?:all-hands|openhands)\.dev)\/(?:all-hands-ai|openhands)\/(?:openhands|runtime|agent-server)$/,
    source: "https://github.com/OpenHands/OpenHands",
  },
  {
    title: "a notebook server",
    repositories: /^(?:quay\.io\/)?(?:jupyterhub\/(?:jupyterhub|singleuser)|jupyter\/[a-z-]+-notebook)$/,
    source: "https://github.com/jupyterhub/jupyterhub-deploy-docker",
  },
  {
    title: "a function executor",
    repositories: /^(?:openruntimes\/executor|fnproject\/fnserver)$/,
    source: "https://github.com/open-runtimes/executor",
  },
  {
    title: "a script executor",
    repositories: /^ghcr\.io\/windmill-labs\/windmill(?:-ee|-full|-ee-full)?$/,
    source: "https://github.com/windmill-labs/windmill",
  },
];

/** Names that teams give to services of their own for the same purpose. */
export const codeRunnerNames =
  /(?:^|[-_])(?:judge(?:r|host|server)|online[-_]?judge|(?:code|submission|snippet)[-_]?(?:runner|executor|sandbox|interpreter)|function[-_]?(?:runner|executor)|(?:python|js|node|bash)[-_]sandbox)(?:[-_]?\d+)?$/i;
