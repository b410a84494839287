/** Print one picture with a heading and a line under it, on a sheet of its own. */
export function printPicture(src: string, heading: string, line: string): void {
  const frame = document.createElement("iframe");
  frame.setAttribute("aria-hidden", "true");
  frame.style.cssText = "position:fixed;width:0;height:0;border:0";
  document.body.append(frame);
  const sheet = frame.contentDocument;
  if (!sheet) return;
  sheet.body.style.cssText = "margin:15mm;text-align:center;font-family:system-ui,sans-serif";
  const title = sheet.createElement("h1");
  title.textContent = heading;
  const picture = sheet.createElement("img");
  picture.style.width = "110mm";
  const below = sheet.createElement("p");
  below.textContent = line;
  sheet.body.append(title, picture, below);
  picture.onload = () => {
    frame.contentWindow?.print();
    // The dialog blocks in most browsers; where it does not, the sheet must outlive it.
    setTimeout(() => frame.remove(), 60_000);
  };
  picture.onerror = () => frame.remove();
  picture.src = src;
}
