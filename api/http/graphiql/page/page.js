// Starts GraphiQL on this house's own /graphql, with the first question of a talent partner ready to run.
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

ReactDOM.render(
  React.createElement(GraphiQL, {
    fetcher: GraphiQL.createFetcher({ url: "graphql" }),
    defaultQuery: firstQuestion,
    query: asked ?? undefined,
    isHeadersEditorEnabled: true,
  }),
  document.getElementById("graphiql"),
);
