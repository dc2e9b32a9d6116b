// A page on Relay: a list that grows by @connection, somebody in it who is asked for again by node, and their entries.
import { graphql } from "react-relay";

export const page = graphql`
  query PeopleQuery($units: [String!]) {
    position
    ...People_list @arguments(units: $units)
    entries(last: 3, kinds: ["PersonJoined"]) {
      nodes { id recordedAt reference event fact { __typename effectiveOn ... on PersonJoined { name unit { id name } } } }
    }
  }
`;

export const list = graphql`
  fragment People_list on Query
  @refetchable(queryName: "PeopleListQuery")
  @argumentDefinitions(
    count: { type: "Int", defaultValue: 2 }
    cursor: { type: "String" }
    units: { type: "[String!]" }
  ) {
    people(first: $count, after: $cursor, units: $units, orderBy: NAME) @connection(key: "People_people") {
      edges { node { id ...People_person } }
      totalCount
    }
  }
`;

export const person = graphql`
  fragment People_person on Person @refetchable(queryName: "PeoplePersonQuery") {
    name
    jobTitle
    joinedOn
    manager { id name }
  }
`;

export const move = graphql`
  mutation PeopleMoveMutation($input: MovePersonInput!, $commandId: UUID) {
    movePerson(input: $input, commandId: $commandId) {
      __typename
      ... on Recorded { position changed { id ... on Person { jobTitle } } }
      ... on Refused { rule why field }
    }
  }
`;

export const changed = graphql`
  subscription PeopleChangedSubscription($since: Position) {
    changed(since: $since) { position everything people }
  }
`;
