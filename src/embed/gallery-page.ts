// On the gallery: tags to copy name the site as it is reached.
for (const code of document.querySelectorAll(".tag code"))
  code.textContent = (code.textContent ?? "").replaceAll(
    /(?<=(?:src|srcset|href)=")\.\/[^"]*/g,
    (path) => new URL(path, location.href).href,
  );
