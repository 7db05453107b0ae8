// The secret of a link to set a password stands behind the # of its address, which browsers send to nobody.

const form = document.getElementById("form-link");

if (form && location.hash.length > 1) {
  form.elements.link.value = location.hash.slice(1);
  history.replaceState(null, "", location.pathname);
  form.requestSubmit();
}
