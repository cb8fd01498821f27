/** The day on which the tables were last checked against their sources; end of life is judged on it unless a project says otherwise. */
export const dataDate = "2026-11-21";
