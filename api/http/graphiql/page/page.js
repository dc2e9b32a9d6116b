// Starts GraphiQL on this house's own /graphql, with what is asked there in tabs, or a first question, ready to run.
const firstQuestion = `# Who stands ready for whom? Add asOf: {effectiveOn: "2024-06-30"} to ask it of a past day.
{
  successionBench(critical: true) {
    roles {
      title
      incumbents { person { name } }
      successors { rank person { name } readiness expiresOn standing }
    }
    figures { coverage { count n ratio } netCoverage { count n ratio } }
  }
}
`;

// A link may bring a question of its own: /graphiql?query=…
const asked = new URLSearchParams(window.location.search).get("query");

// A demo has questions, each in a tab. GraphiQL begins with the tabs it was left with: other questions take their place.
const questions = await (await fetch("graphiql/questions")).json();
if (questions.length > 0 && localStorage.getItem("questions") !== questions.join()) {
  for (const kept of ["tabState", "query", "variables"]) localStorage.removeItem(`graphiql:${kept}`);
  localStorage.setItem("questions", questions.join());
}
const tabs = [...new Set(asked === null ? questions : [asked, ...questions])].map((query) => ({ query }));

ReactDOM.render(
  React.createElement(GraphiQL, {
    fetcher: GraphiQL.createFetcher({ url: "graphql" }),
    defaultQuery: firstQuestion,
    defaultTabs: tabs.length > 0 ? tabs : undefined,
    query: asked ?? undefined,
    isHeadersEditorEnabled: true,
  }),
  document.getElementById("graphiql"),
);
