"""The web page: the document's tree as HTML, with what a page needs that paper does not. Pure."""
