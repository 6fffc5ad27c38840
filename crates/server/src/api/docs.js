SwaggerUIBundle({
  url: "openapi.json",
  dom_id: "#document",
  deepLinking: true,
  docExpansion: "none",
  // The default sends the document's address to a service elsewhere.
  validatorUrl: null,
});
