// Runs before anything is painted, so that the page never flashes in another theme.
// src/lib/preferences/look.ts applies later changes in the same way.
(function () {
  var root = document.documentElement;
  function cookie(name) {
    var found = document.cookie.match('(?:^|; )variorum_' + name + '=([\\w-]+)');
    return found ? found[1] : '';
  }
  function asks(query) {
    return window.matchMedia(query).matches;
  }
  var choice = cookie('theme') || 'system';
  var scheme = asks('(prefers-color-scheme: dark)') ? 'dark' : 'light';
  var theme = choice;
  if (choice === 'system') theme = asks('(prefers-contrast: more)') ? 'contrast' : scheme;
  root.dataset.theme = theme === 'contrast' ? 'contrast-' + scheme : theme;
  root.dataset.density = cookie('density') || 'comfortable';
  root.lang = cookie('language') || (navigator.language.indexOf('es') === 0 ? 'es' : 'en');
})();
