export { ChannelList } from "./components/ChannelList";
