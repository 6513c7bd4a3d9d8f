"""The OpenAPI 3.1 document: schemas, parameters, refusals and examples as data, assembled over the routes that are."""
