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

ReactDOM.render(
  React.createElement(GraphiQL, {
    fetcher: GraphiQL.createFetcher({ url: "graphql" }),
    defaultQuery: firstQuestion,
    isHeadersEditorEnabled: true,
  }),
  document.getElementById("graphiql"),
);
