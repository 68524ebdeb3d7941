// On the page at an old address: to the new one, with what follows the address. Without script the page itself leads on.
location.replace(document.currentScript.dataset.to + location.search + location.hash);
