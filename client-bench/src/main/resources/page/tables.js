// Tables that sort, and can be copied: rows by a column's head, or columns by the head of a row, where each row has a
// unit of its own. Without this script they are plain tables.

(function () {
    var announcer = document.createElement('div');
    announcer.setAttribute('role', 'status');
    document.body.appendChild(announcer);

    // '1,234.5 ±3' → 1234.5; no figure → null.
    function figureOf(cell) {
        var match = /^[^\d\-−]{0,3}([-−]?[\d,]*\.?\d+)/.exec(cell.textContent.trim());
        return match ? Number(match[1].replace('−', '-').replace(/,/g, '')) : null;
    }

    // What is not known comes last, in either direction.
    function compare(a, b, direction) {
        var x = figureOf(a);
        var y = figureOf(b);
        if (x !== null && y !== null) {
            return direction * (x - y);
        }
        if (x === null && y === null) {
            return direction * a.textContent.localeCompare(b.textContent);
        }
        return x === null ? 1 : -1;
    }

    function sortRows(table, column, direction) {
        Array.prototype.forEach.call(table.tBodies, function (body) {
            Array.prototype.slice.call(body.rows).sort(function (a, b) {
                return compare(a.cells[column], b.cells[column], direction);
            }).forEach(function (row) { body.appendChild(row); });
        });
    }

    // The cells of the contenders move; the head of a row, and the article's figures, stay.
    function sortColumns(table, row, direction) {
        var cells = Array.prototype.filter.call(row.cells, movable);
        var order = cells.map(function (_, i) { return i; }).sort(function (a, b) {
            return compare(cells[a], cells[b], direction) || a - b;
        });
        Array.prototype.forEach.call(table.rows, function (each) {
            var moving = Array.prototype.filter.call(each.cells, movable);
            if (moving.length === order.length) {
                order.forEach(function (i) { each.appendChild(moving[i]); });
            }
        });
    }

    function movable(cell) {
        return cell.dataset.moves !== undefined;
    }

    // The last cells of each row are the contenders'.
    function markMovable(table) {
        var contenders = table.querySelectorAll('tbody tr:not(.group)')[0].querySelectorAll('td:not(.theirs)').length;
        Array.prototype.forEach.call(table.rows, function (row) {
            if (row.cells.length >= contenders) {
                Array.prototype.slice.call(row.cells, row.cells.length - contenders).forEach(function (cell) {
                    if (!cell.hasAttribute('colspan')) {
                        cell.dataset.moves = '';
                    }
                });
            }
        });
    }

    function sortable(table, head, sort) {
        var button = document.createElement('button');
        button.type = 'button';
        button.append.apply(button, head.childNodes);
        head.appendChild(button);
        button.addEventListener('click', function () {
            var ascending = head.getAttribute('aria-sort') !== 'ascending';
            Array.prototype.forEach.call(table.querySelectorAll('[aria-sort]'), function (other) {
                other.removeAttribute('aria-sort');
            });
            head.setAttribute('aria-sort', ascending ? 'ascending' : 'descending');
            sort(ascending ? 1 : -1);
            announcer.textContent = 'Sorted by ' + head.textContent + ', ' + (ascending ? 'ascending' : 'descending');
        });
    }

    function textOf(table) {
        return Array.prototype.map.call(table.rows, function (row) {
            return Array.prototype.map.call(row.cells, function (cell) {
                return cell.textContent.trim().replace(/\s+/g, ' ');
            }).join('\t');
        }).join('\n');
    }

    function select(table) {
        getSelection().selectAllChildren(table);
    }

    // A page from disk may be refused the clipboard: then the table is selected, for the reader's own keys.
    function copy(table, button) {
        function said(words) {
            button.textContent = words;
            announcer.textContent = words;
            setTimeout(function () { button.textContent = 'Copy data'; }, 3000);
        }
        function byHand() {
            select(table);
            said('Selected: press Ctrl+C or ⌘C');
        }
        if (!navigator.clipboard) {
            byHand();
            return;
        }
        navigator.clipboard.writeText(textOf(table)).then(function () { said('Copied'); }, byHand);
    }

    Array.prototype.forEach.call(document.querySelectorAll('table[data-sorts]'), function (table) {
        if (table.dataset.sorts === 'rows') {
            Array.prototype.forEach.call(table.tHead.rows[0].cells, function (head, column) {
                sortable(table, head, function (direction) { sortRows(table, column, direction); });
            });
        } else {
            markMovable(table);
            Array.prototype.forEach.call(table.querySelectorAll('th[scope="row"]'), function (head) {
                sortable(table, head, function (direction) { sortColumns(table, head.parentNode, direction); });
            });
        }
        var button = document.createElement('button');
        button.type = 'button';
        button.className = 'copy';
        button.textContent = 'Copy data';
        button.addEventListener('click', function () { copy(table, button); });
        table.parentNode.insertAdjacentElement('afterend', button);
    });
}());
