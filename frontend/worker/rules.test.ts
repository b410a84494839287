import { describe, expect, it } from "vitest";
import { isAppPage, isAsset, isKeptRead, pushedAlert, sameOriginPath } from "./rules";

describe("the worker's rules", () => {
  it("keep to their own host", () => {
    expect(sameOriginPath("http://acme.localhost:8000/inbox?tab=mine", "http://acme.localhost:8000")).toBe(
      "/inbox",
    );
    expect(sameOriginPath("http://other.localhost:8000/", "http://acme.localhost:8000")).toBeNull();
  });

  it("answer the app's pages and nobody else's", () => {
    expect(["/", "/inbox/0199", "/settings/hours"].every(isAppPage)).toBe(true);
    expect(
      ["/api/docs/", "/api", "/chat/acme", "/embed/acme.js", "/ws/inbox/", "/favicon.svg"].some(isAppPage),
    ).toBe(false);
  });

  it("keep what pages show, and no secrets, files or searches", () => {
    expect(
      ["/api/conversations/", "/api/conversations/0199/messages/", "/api/contacts/", "/api/views/"].every(
        isKeptRead,
      ),
    ).toBe(true);
    expect(
      ["/api/auth/me/", "/api/attachments/1/", "/api/search/", "/api/api-keys/", "/inbox"].some(isKeptRead),
    ).toBe(false);
  });

  it("keep hashed files only", () => {
    expect(isAsset("/assets/main-abc.js")).toBe(true);
    expect(isAsset("/api/attachments/1/")).toBe(false);
  });
});

describe("pushedAlert", () => {
  it("reads what the server pushes", () => {
    const sent = {
      title: "Dana wrote",
      body: "Hi",
      tag: "message:1",
      url: "/inbox/1",
      alert: "a",
      unread: 3,
    };

    expect(pushedAlert(JSON.stringify(sent))).toEqual({
      title: "Dana wrote",
      body: "Hi",
      tag: "message:1",
      url: "/inbox/1",
      unread: 3,
    });
  });

  it("leads to no other host", () => {
    expect(pushedAlert('{"url": "//evil.example"}').url).toBe("/inbox");
    expect(pushedAlert('{"url": "https://evil.example/"}').url).toBe("/inbox");
  });

  it("shows something whatever comes", () => {
    expect(pushedAlert("garbage").title).toBe("Parlor");
    expect(pushedAlert("null").tag).toBe("parlor");
  });
});
