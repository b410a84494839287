import accounts from "./accounts.json";
import agent from "./agent.json";
import base from "./base.json";
import channels from "./channels.json";
import contacts from "./contacts.json";
import conversations from "./conversations.json";
import evaluations from "./evaluations.json";
import failures from "./failures.json";
import finance from "./finance.json";
import knowledge from "./knowledge.json";
import knowledgeRooms from "./knowledgeRooms.json";
import life from "./life.json";
import list from "./list.json";
import news from "./news.json";
import onboarding from "./onboarding.json";
import plans from "./plans.json";
import rating from "./rating.json";
import search from "./search.json";
import settings from "./settings.json";
import team from "./team.json";
import thread from "./thread.json";
import workspace from "./workspace.json";

/** Every text of the language; one file per feature, each with top-level keys of its own. */
export default {
  ...accounts,
  ...agent,
  ...base,
  ...channels,
  ...contacts,
  ...conversations,
  ...evaluations,
  ...failures,
  ...finance,
  ...knowledge,
  ...knowledgeRooms,
  ...life,
  ...list,
  ...news,
  ...onboarding,
  ...plans,
  ...rating,
  ...settings,
  ...search,
  ...team,
  ...thread,
  ...workspace,
};
